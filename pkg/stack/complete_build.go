package stack

import (
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/flink"
	"github.com/flinkgen/flinkgen/pkg/image"
)

// userLibraries is where the jars of a job are in an image that flinkgen builds.
const userLibraries = "/opt/flink/usrlib/"

// jobBuild derives the base of the image, and checks that the job runs what is
// built.
func (c *completion) jobBuild(at *field.Path, j *Job) {
	if j.Build.IsZero() {
		return
	}
	version, err := flink.ParseVersion(j.FlinkVersion)
	if err != nil {
		return // job.Validate says so
	}
	c.baseImage(j)
	c.errors = append(c.errors, image.Validate(j.Build, version, at.Child("build"))...)
	if release, known := patchVersion(j.Build.Base); known {
		fill(&j.FlinkRelease, release)
	}
	if j.Image.Repository == j.Build.Base.Repository {
		c.fail(field.Required(at.Child("image"), "name the image that is built, such as registry.example.com/"+j.Name+":1.0.0"))
	}
	file, inImage := strings.CutPrefix(j.JarURI, "local://"+userLibraries)
	if inImage && len(j.Build.Jars) > 0 && !slices.ContainsFunc(j.Build.Jars, func(jar string) bool { return jarName(jar) == file }) {
		c.fail(field.Invalid(at.Child("jarURI"), j.JarURI, "no jar of build.jars has this name"))
	}
}

// baseImage is the official image of the job's Flink with the wanted Java. Its
// tag names the release, so that a build next year starts from the same one.
func (c *completion) baseImage(j *Job) {
	b := &j.Build
	if b.Base.Repository == "" {
		entry := flinkRelease(j.FlinkVersion)
		b.Base = component.FromCatalog(entry)
		b.Base.PullPolicy = ""
		_, java, _ := flink.ImageTag(entry.Repository, entry.Tag)
		fill(&b.Java, java)
		release := entry.Version
		if j.FlinkRelease != "" {
			release = j.FlinkRelease
		}
		b.Base.Tag = fmt.Sprintf("%s-scala_2.12-java%d", release, b.Java)
	}
	if _, java, known := flink.ImageTag(b.Base.Repository, b.Base.Tag); known {
		fill(&b.Java, java)
	}
}

// jarName is the file name of a jar, or nothing where image.Validate refuses it.
func jarName(text string) string {
	artifact, err := image.ParseArtifact(text, ".jar")
	if err != nil {
		return ""
	}
	return artifact.Name()
}
