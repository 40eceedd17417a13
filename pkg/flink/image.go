package flink

import (
	"regexp"
	"strconv"
	"strings"
)

var tagPattern = regexp.MustCompile(`^(\d+\.\d+(?:\.\d+)?)(?:-scala_\d+\.\d+)?(?:-java(\d+))?$`)

// ImageTag reads the tag of an official image: version[-scala_2.12][-javaN].
// java is 0 where the tag does not say it. The tag of an image that is not
// named flink counts only when it names Scala or Java, because elsewhere a
// plain number is the version of the program inside.
func ImageTag(repository, tag string) (version Version, java int, ok bool) {
	match := tagPattern.FindStringSubmatch(tag)
	official := repository == "flink" || strings.HasSuffix(repository, "/flink")
	if match == nil || !official && match[1] == tag {
		return Version{}, 0, false
	}
	version, err := ParseVersion(match[1])
	if err != nil {
		return Version{}, 0, false
	}
	if match[2] != "" {
		if java, err = strconv.Atoi(match[2]); err != nil {
			return Version{}, 0, false
		}
	}
	return version, java, true
}
