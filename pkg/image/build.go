package image

import (
	"reflect"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// Build says what the image of a job is made of.
//
// A jar is a path in the build context, or a download with its checksum:
// https://example.com/some.jar#sha256=<64 hexadecimal digits>.
type Build struct {
	// Base image, with a tag that is not latest, or a digest. Derived: the official image of flinkVersion with java.
	Base component.Image `json:"base,omitzero"`
	// Java version of the derived base image. Derived: that of the newest official image of the Flink version.
	Java int `json:"java,omitempty"`
	// Packages of Debian, such as tzdata or python3.
	Packages []string `json:"packages,omitempty"`
	// Hadoop for HDFS and YARN's file formats.
	Hadoop Hadoop `json:"hadoop,omitzero"`
	// Libraries are jars for Flink's lib directory: connectors, formats, database drivers. Each is a path in the build context, or a URL that ends with #sha256= and its checksum.
	Libraries []string `json:"libraries,omitempty"`
	// Plugins get a directory and with it a class loader of their own. A name alone is a plugin that the image of Flink holds in opt, such as s3-fs-presto.
	Plugins []Plugin `json:"plugins,omitempty"`
	// Jars of the job, for the directory usrlib. Each is a path in the build context, or a URL that ends with #sha256= and its checksum.
	Jars []string `json:"jars,omitempty"`
}

// IsZero says that there is nothing to build.
func (b Build) IsZero() bool { return reflect.ValueOf(b).IsZero() }

// HasPlugin says whether the image has a plugin.
func (b Build) HasPlugin(name string) bool {
	for _, p := range b.Plugins {
		if p.Name == name {
			return true
		}
	}
	return false
}

// Plugin is a directory below Flink's plugins. In a stack file a plugin of
// Flink may be just its name.
type Plugin struct {
	// Name of the directory.
	Name string `json:"name"`
	// Jars of the plugin; none for one that the image of Flink holds in opt.
	Jars []string `json:"jars,omitempty"`
}

// UnmarshalScalar sets the name of the plugin.
func (p *Plugin) UnmarshalScalar(name string) error {
	p.Name = name
	return nil
}

// Hadoop is what Flink needs of Hadoop.
type Hadoop struct {
	// Jar with all of Hadoop that Flink needs, for the lib directory: a path in the build context, or a URL that ends with #sha256= and its checksum.
	Jar string `json:"jar,omitempty"`
	// Configuration files, such as conf/core-site.xml and conf/hdfs-site.xml, for HADOOP_CONF_DIR. They must hold no password; the build stops where it finds one.
	Configuration []string `json:"configuration,omitempty"`
}

// BuiltInPlugins are the file systems that the images of Flink hold in opt.
// Source: flink-dist/src/main/assemblies/opt.xml of Flink 1.15 to 2.2.
func BuiltInPlugins() []string {
	return []string{"azure-fs-hadoop", "gs-fs-hadoop", "oss-fs-hadoop", "s3-fs-hadoop", "s3-fs-presto"}
}
