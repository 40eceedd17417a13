package flink

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
)

// Version is a minor version of Flink, such as 1.20.
type Version struct {
	Major, Minor int
}

// The versions from which on something of this package changes.
var (
	V1_17 = Version{1, 17}
	V1_19 = Version{1, 19}
	V1_20 = Version{1, 20}
	V2_0  = Version{2, 0}
)

var versionPattern = regexp.MustCompile(`^(?:v(\d+)_(\d+)|(\d+)\.(\d+)(?:\.\d+)?)$`)

// ParseVersion reads a version as the operator writes it (v1_20) or as Flink
// does (1.20, 1.20.4); the patch is dropped.
func ParseVersion(text string) (Version, error) {
	match := versionPattern.FindStringSubmatch(text)
	if match == nil {
		return Version{}, fmt.Errorf("flink version %q: write v1_20 or 1.20", text)
	}
	major, errMajor := strconv.Atoi(match[1] + match[3])
	minor, errMinor := strconv.Atoi(match[2] + match[4])
	if err := cmp.Or(errMajor, errMinor); err != nil {
		return Version{}, fmt.Errorf("flink version %q: %w", text, err)
	}
	return Version{Major: major, Minor: minor}, nil
}

// String is the version as Flink writes it: 1.20.
func (v Version) String() string { return fmt.Sprintf("%d.%d", v.Major, v.Minor) }

// Operator is the version as the operator's resources write it: v1_20.
func (v Version) Operator() string { return fmt.Sprintf("v%d_%d", v.Major, v.Minor) }

// Compare is negative when v is older than other and positive when it is newer.
func (v Version) Compare(other Version) int {
	return cmp.Or(cmp.Compare(v.Major, other.Major), cmp.Compare(v.Minor, other.Minor))
}

// AtLeast says whether v is other or newer.
func (v Version) AtLeast(other Version) bool { return v.Compare(other) >= 0 }

// release is a minor version with an official image.
type release struct {
	version Version
	// java are the Java versions of the images, the default one first.
	java []int
}

// releases is the newest first. Source: apache/flink-docker, the branches of
// each version, read 2026-05-13; the default Java is that of the tag without a
// suffix.
var releases = []release{
	{Version{2, 2}, []int{17, 11, 21}},
	{Version{2, 1}, []int{17, 11, 21}},
	{Version{2, 0}, []int{17, 11, 21}},
	{Version{1, 20}, []int{11, 8, 17}},
	{Version{1, 19}, []int{11, 8, 17}},
	{Version{1, 18}, []int{11, 8, 17}},
	{Version{1, 17}, []int{11, 8}},
	{Version{1, 16}, []int{11, 8}},
	{Version{1, 15}, []int{11, 8}},
	{Version{1, 14}, []int{11, 8}},
	{Version{1, 13}, []int{11, 8}},
}

// Versions lists the known versions, the newest first.
func Versions() []Version {
	versions := make([]Version, len(releases))
	for i, r := range releases {
		versions[i] = r.version
	}
	return versions
}

// Known says whether v has an official image.
func (v Version) Known() bool { return slices.Contains(Versions(), v) }

// JavaVersions lists the Java versions of the official images, the default one
// first; nil for an unknown version.
func (v Version) JavaVersions() []int {
	for _, r := range releases {
		if r.version == v {
			return slices.Clone(r.java)
		}
	}
	return nil
}

// ConfigurationFile is the name of the configuration file that the operator
// mounts: flink-conf.yaml, and config.yaml from 2.0 on, where the old name is
// no longer read. Source: FlinkConfMountDecorator of operator 1.15.0; release
// notes of Flink 2.0.
func (v Version) ConfigurationFile() string {
	if v.AtLeast(V2_0) {
		return configYAML
	}
	return flinkConf
}
