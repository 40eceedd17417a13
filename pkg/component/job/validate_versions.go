package job

import (
	"fmt"
	"slices"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/flinkgen/flinkgen/pkg/flink"
)

// versions says whether the versions are known, so that the rest can be checked.
func (c *checker) versions() bool {
	v, at := c.values, c.at.Child("flinkVersion")
	operator, known := flink.Operator(v.OperatorVersion)
	if !known {
		c.errors = append(c.errors, field.InternalError(at, fmt.Errorf("unknown version %q of the Flink operator", v.OperatorVersion)))
		return false
	}
	version, err := flink.ParseVersion(v.FlinkVersion)
	if err != nil || !version.Known() || v.FlinkVersion != version.Operator() {
		c.errors = append(c.errors, field.NotSupported(at, v.FlinkVersion, knownVersions()))
		return false
	}
	c.version, c.operator = version, operator
	if v.DeploymentMode != "standalone" && (version.Compare(operator.Newest) > 0 || version.Compare(operator.Oldest) < 0) {
		c.invalid(at, v.FlinkVersion, fmt.Sprintf("operator %s runs Flink %s to %s; choose one of these, or another operator", operator.Version, operator.Oldest, operator.Newest))
	}
	c.imageVersion()
	return true
}

// imageVersion compares the image's tag with the Flink version.
func (c *checker) imageVersion() {
	v := c.values
	tagged, java, said := flink.ImageTag(v.Image.Repository, v.Image.Tag)
	if !said {
		return
	}
	if tagged != c.version {
		c.invalid(c.at.Child("flinkVersion"), v.FlinkVersion, fmt.Sprintf("the image is Flink %s (%s): set flinkVersion to %s, or use an image of Flink %s", tagged, v.Image.Reference(), tagged.Operator(), c.version))
	}
	if valid := tagged.JavaVersions(); java != 0 && len(valid) > 0 && !slices.Contains(valid, java) {
		c.invalid(c.at.Child("image", "tag"), v.Image.Tag, fmt.Sprintf("Flink %s has images for Java %v, not for %d", tagged, valid, java))
	}
}

func knownVersions() []string {
	var known []string
	for _, version := range flink.Versions() {
		known = append(known, version.Operator())
	}
	return known
}
