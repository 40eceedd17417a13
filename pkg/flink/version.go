package flink

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
)

// Version is a minor version of Flink, such as 1.20.
type Version struct {
	Major, Minor int
}

// The versions from which on something of this package changes.
var (
	V1_14 = Version{1, 14}
	V1_15 = Version{1, 15}
	V1_17 = Version{1, 17}
	V1_18 = Version{1, 18}
	V1_19 = Version{1, 19}
	V1_20 = Version{1, 20}
	V2_0  = Version{2, 0}
	V2_2  = Version{2, 2}
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
