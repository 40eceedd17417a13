package importer

import (
	"cmp"
	"fmt"
	"regexp"

	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/flink"
)

var home = regexp.MustCompile(`flink-(\d+\.\d+)`)

// versions finds the image and the version of Flink: said by the user, in the
// tag of the image, in the path of the program.
func (c *command) versions(program string) {
	reference := cmp.Or(c.o.Image, c.take("kubernetes.container.image.ref"), c.take("kubernetes.container.image"))
	delete(c.options, "kubernetes.container.image")
	c.job.Image = image(reference, corev1.PullPolicy(c.take("kubernetes.container.image.pull-policy")))
	c.job.FlinkVersion = c.o.FlinkVersion
	if c.job.Image == nil {
		c.notes = append(c.notes, "the command line names no image: give --image, or write it here")
	} else if version, _, known := flink.ImageTag(c.job.Image.Repository, c.job.Image.Tag); known {
		c.written = version
	}
	if match := home.FindStringSubmatch(program); match != nil && c.written == (flink.Version{}) {
		if version, err := flink.ParseVersion(match[1]); err == nil {
			c.written = version
		}
	}
	if c.job.FlinkVersion == "" && c.written != (flink.Version{}) {
		c.job.FlinkVersion = c.written.Operator()
	}
}

// translate gives the options the keys of the job's version of Flink.
func (c *command) translate() error {
	to, err := flink.ParseVersion(c.job.FlinkVersion)
	if err != nil {
		return fmt.Errorf("version of Flink %q: %w", c.job.FlinkVersion, err)
	}
	if c.written == (flink.Version{}) {
		c.written = to
	}
	var notes []flink.Note
	c.options, notes = flink.Translate(c.options, c.written, to)
	for _, note := range notes {
		c.notes = append(c.notes, note.String())
	}
	return nil
}
