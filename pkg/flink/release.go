package flink

import "slices"

// Release is what is true about a minor version of Flink with official images.
type Release struct {
	Version Version
	// Patch is the last release of the version that has an image.
	Patch string
	// Scala are the Scala versions of the images, the one of the tag without
	// a suffix first.
	Scala []string
	// Java are the Java versions of the images, the default one first.
	Java []int
	// ConfigurationFiles are the names of the file that Flink reads, the one
	// that wins first.
	ConfigurationFiles []string
	// RunApplication says that the command line has the action
	// run-application. Where it has not, the action is
	// run -t kubernetes-application.
	RunApplication bool
}

// The configuration files of Flink: a line for each option, or a tree.
const (
	FlinkConf  = "flink-conf.yaml"
	ConfigYAML = "config.yaml"
)

// releases is the newest first. Sources: apache/flink-docker, master of
// 2026-05-13 (patches, Scala, Java; the default Java is that of the tag without
// a suffix); release notes of Flink 1.19 (config.yaml, which gives way to
// flink-conf.yaml) and 2.0 (flink-conf.yaml, Java 8 and run-application are gone).
var releases = []Release{
	{Version: V2_2, Patch: "2.2.1", Scala: scala212, Java: java21, ConfigurationFiles: []string{ConfigYAML}},
	{Version: Version{2, 1}, Patch: "2.1.2", Scala: scala212, Java: java21, ConfigurationFiles: []string{ConfigYAML}},
	{Version: V2_0, Patch: "2.0.2", Scala: scala212, Java: java21, ConfigurationFiles: []string{ConfigYAML}},
	{Version: V1_20, Patch: "1.20.4", Scala: scala212, Java: java17, ConfigurationFiles: []string{FlinkConf, ConfigYAML}, RunApplication: true},
	{Version: V1_19, Patch: "1.19.3", Scala: scala212, Java: java17, ConfigurationFiles: []string{FlinkConf, ConfigYAML}, RunApplication: true},
	{Version: V1_18, Patch: "1.18.1", Scala: scala212, Java: java17, ConfigurationFiles: []string{FlinkConf}, RunApplication: true},
	{Version: V1_17, Patch: "1.17.2", Scala: scala212, Java: java11, ConfigurationFiles: []string{FlinkConf}, RunApplication: true},
	{Version: Version{1, 16}, Patch: "1.16.3", Scala: scala212, Java: java11, ConfigurationFiles: []string{FlinkConf}, RunApplication: true},
	{Version: V1_15, Patch: "1.15.4", Scala: scala212, Java: java11, ConfigurationFiles: []string{FlinkConf}, RunApplication: true},
	{Version: V1_14, Patch: "1.14.6", Scala: scala211, Java: java11, ConfigurationFiles: []string{FlinkConf}, RunApplication: true},
	{Version: Version{1, 13}, Patch: "1.13.6", Scala: scala211, Java: java11, ConfigurationFiles: []string{FlinkConf}, RunApplication: true},
}

var (
	scala212 = []string{"2.12"}
	scala211 = []string{"2.12", "2.11"}

	java21 = []int{17, 11, 21}
	java17 = []int{11, 8, 17}
	java11 = []int{11, 8}
)

// Versions lists the known versions, the newest first.
func Versions() []Version {
	versions := make([]Version, len(releases))
	for i, r := range releases {
		versions[i] = r.Version
	}
	return versions
}

// Release gives the facts of the version, if it is known.
func (v Version) Release() (Release, bool) {
	i := slices.IndexFunc(releases, func(r Release) bool { return r.Version == v })
	if i < 0 {
		return Release{}, false
	}
	r := releases[i]
	r.Scala, r.Java, r.ConfigurationFiles = slices.Clone(r.Scala), slices.Clone(r.Java), slices.Clone(r.ConfigurationFiles)
	return r, true
}

// Known says whether v has an official image.
func (v Version) Known() bool { return slices.Contains(Versions(), v) }

// JavaVersions lists the Java versions of the official images, the default one
// first; nil for an unknown version.
func (v Version) JavaVersions() []int {
	r, _ := v.Release()
	return r.Java
}

// ConfigurationFile is the name of the configuration file that the operator
// mounts: flink-conf.yaml, and config.yaml from 2.0 on, where the old name is
// no longer read. Source: FlinkConfMountDecorator of operator 1.15.0; release
// notes of Flink 2.0.
func (v Version) ConfigurationFile() string {
	if v.AtLeast(V2_0) {
		return ConfigYAML
	}
	return FlinkConf
}
