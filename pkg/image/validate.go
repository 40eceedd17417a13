package image

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/flinkgen/flinkgen/pkg/flink"
)

var (
	packageName = regexp.MustCompile(`^[a-z0-9][a-z0-9+.-]+(=[A-Za-z0-9.+~:-]+)?$`)
	pluginName  = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]*$`)
)

// Validate finds what cannot be built and what would leak or surprise. The
// base image must be set. version is that of the Flink that the job is
// written for.
func Validate(b Build, version flink.Version, at *field.Path) field.ErrorList {
	c := &checker{at: at}
	c.base(b, version)
	for i, name := range b.Packages {
		if !packageName.MatchString(name) {
			c.invalid(at.Child("packages").Index(i), name, "write the name of a Debian package, such as tzdata")
		}
	}
	c.hadoop(b.Hadoop)
	library := names{}
	if b.Hadoop.Jar != "" {
		library.take(fileName(b.Hadoop.Jar))
	}
	c.jars(at.Child("libraries"), b.Libraries, library)
	c.plugins(b.Plugins)
	c.jars(at.Child("jars"), b.Jars, names{})
	return c.errors
}

// checker collects the errors.
type checker struct {
	at     *field.Path
	errors field.ErrorList
}

func (c *checker) invalid(at *field.Path, value any, cure string) {
	c.errors = append(c.errors, field.Invalid(at, value, cure))
}

func (c *checker) base(b Build, version flink.Version) {
	at := c.at.Child("base")
	if b.Base.Digest == "" && (b.Base.Tag == "" || b.Base.Tag == "latest") {
		c.invalid(at, b.Base.Reference(), "write a tag with a version, or a digest: a build must give the same image tomorrow")
	}
	inside, java, known := flink.ImageTag(b.Base.Repository, b.Base.Tag)
	if known && inside != version {
		c.invalid(at, b.Base.Reference(), fmt.Sprintf("it holds Flink %s, and flinkVersion is %s", inside, version.Operator()))
	}
	switch {
	case b.Java == 0:
	case known && java != 0 && java != b.Java:
		c.invalid(c.at.Child("java"), b.Java, fmt.Sprintf("the base image has Java %d", java))
	case version.Known() && !slices.Contains(version.JavaVersions(), b.Java):
		c.invalid(c.at.Child("java"), b.Java, fmt.Sprintf("Flink %s has images with Java %s", version, strings.Trim(fmt.Sprint(version.JavaVersions()), "[]")))
	}
}

func (c *checker) hadoop(h Hadoop) {
	at := c.at.Child("hadoop")
	if h.Jar != "" {
		c.artifact(at.Child("jar"), h.Jar, ".jar")
	}
	taken := names{}
	for i, file := range h.Configuration {
		at := at.Child("configuration").Index(i)
		if artifact, ok := c.artifact(at, file, ".xml"); ok && artifact.URL != "" {
			c.invalid(at, file, "write a path in the build context")
		} else if ok && !taken.take(artifact.Name()) {
			c.errors = append(c.errors, field.Duplicate(at, file))
		}
	}
}

// plugins checks names and jars: each plugin has a directory of its own.
func (c *checker) plugins(all []Plugin) {
	directories := names{}
	for i, plugin := range all {
		at := c.at.Child("plugins").Index(i)
		switch {
		case !pluginName.MatchString(plugin.Name):
			c.invalid(at.Child("name"), plugin.Name, "write the name of a directory, of lower-case letters, digits and . _ -")
		case !directories.take(plugin.Name):
			c.errors = append(c.errors, field.Duplicate(at.Child("name"), plugin.Name))
		case len(plugin.Jars) == 0 && !slices.Contains(BuiltInPlugins(), plugin.Name):
			c.errors = append(c.errors, field.NotSupported(at.Child("name"), plugin.Name, BuiltInPlugins()))
		}
		c.jars(at.Child("jars"), plugin.Jars, names{})
	}
}

func (c *checker) jars(at *field.Path, jars []string, taken names) {
	for i, jar := range jars {
		if artifact, ok := c.artifact(at.Index(i), jar, ".jar"); ok && !taken.take(artifact.Name()) {
			c.errors = append(c.errors, field.Duplicate(at.Index(i), jar))
		}
	}
}

func (c *checker) artifact(at *field.Path, text, extension string) (Artifact, bool) {
	artifact, err := ParseArtifact(text, extension)
	if err != nil {
		if strings.Contains(text, "@") && strings.Contains(text, "://") {
			text = "(URL)"
		}
		c.invalid(at, text, err.Error())
	}
	return artifact, err == nil
}

// names remembers the files of a directory.
type names map[string]bool

// take says whether a name was free.
func (n names) take(name string) bool {
	free := !n[name]
	n[name] = true
	return free
}

func fileName(text string) string {
	artifact, err := ParseArtifact(text, ".jar")
	if err != nil {
		return ""
	}
	return artifact.Name()
}
