package job

import (
	"regexp"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/flinkgen/flinkgen/pkg/flink"
)

// namePattern is what the operator accepts (DefaultValidator).
var namePattern = regexp.MustCompile(`^[a-z]([-a-z\d]{0,43}[a-z\d])?$`)

// Validate finds what the operator would reject and what cannot work, as far
// as the job alone shows it. It sees the options of completed and of
// incomplete values alike. Of a job that is not managed it checks no more than what
// rendering needs.
func Validate(v Values, at *field.Path) field.ErrorList {
	check := checker{values: v, at: at}
	if !v.Managed {
		check.name()
		check.versions()
		check.mode()
		return check.errors
	}
	check.identity()
	if !check.versions() {
		return check.errors // the option names depend on them
	}
	configuration, err := Configuration(v)
	if err != nil {
		check.invalid(at.Child("flinkConfiguration"), v.FlinkConfiguration, err.Error())
		return check.errors
	}
	check.configuration = configuration
	check.mode()
	check.native()
	check.program()
	check.upgrades()
	check.highAvailability()
	check.sizes()
	check.options()
	check.metrics()
	check.directories()
	check.pods()
	check.route()
	check.sessionJobs()
	check.snapshots()
	check.standalone()
	return check.errors
}

// checker collects the errors of one job.
type checker struct {
	values   Values
	at       *field.Path
	errors   field.ErrorList
	version  flink.Version
	operator flink.OperatorRelease
	// configuration is the completed one.
	configuration map[string]string
}

func (c *checker) invalid(at *field.Path, value any, cure string) {
	c.errors = append(c.errors, field.Invalid(at, value, cure))
}

func (c *checker) required(at *field.Path, cure string) {
	c.errors = append(c.errors, field.Required(at, cure))
}

func (c *checker) forbidden(at *field.Path, cure string) {
	c.errors = append(c.errors, field.Forbidden(at, cure))
}

// oneOf refuses a value that is not in the list.
func (c *checker) oneOf(at *field.Path, value string, allowed ...string) {
	if slices.Contains(allowed, value) {
		return
	}
	c.errors = append(c.errors, field.NotSupported(at, value, allowed))
}

// set says whether an option has a value in the completed configuration.
func (c *checker) set(option flink.Option) bool {
	return strings.TrimSpace(option.Value(c.configuration)) != ""
}

// on says whether a boolean option is true.
func (c *checker) on(option flink.Option) bool {
	return strings.EqualFold(option.Value(c.configuration), "true")
}

// highlyAvailable says whether the completed configuration turns high
// availability on.
func (c *checker) highlyAvailable() bool {
	return c.set(flink.HighAvailabilityType) && !strings.EqualFold(flink.HighAvailabilityType.Value(c.configuration), "none")
}

// where is the field that an option comes from: the section's field, unless
// flinkConfiguration says something else.
func (c *checker) where(option flink.Option, section *field.Path, value string) *field.Path {
	written, key, found := option.Lookup(c.values.FlinkConfiguration)
	if found && written != value {
		return c.at.Child("flinkConfiguration").Key(key)
	}
	return section
}

func (c *checker) identity() {
	v, at := c.values, c.at
	c.name()
	if v.PodTemplate != nil {
		c.forbidden(at.Child("podTemplate"), "it has no effect: set managed to false, or use the knobs for pods, jobManager.podTemplate and taskManager.podTemplate")
	}
	if v.ServiceAccount == "" {
		c.required(at.Child("serviceAccount"), "name the ServiceAccount that may create pods in the namespace, such as flink")
	}
	if v.Image.Repository == "" {
		c.required(at.Child("image"), "name the image of Flink, such as docker.io/library/flink:2.2.1")
	}
	c.oneOf(at.Child("upgradeMode"), v.UpgradeMode, "savepoint", "last-state", "stateless")
	if v.State != "" {
		c.oneOf(at.Child("state"), v.State, "running", "suspended")
	}
	c.oneOf(at.Child("highAvailability", "type"), v.HighAvailability.Type, "kubernetes", "zookeeper", "none")
	c.oneOf(at.Child("logs", "volume"), v.Logs.Volume, "ephemeral", "claim", "volume")
	c.oneOf(at.Child("ingress", "type"), v.Ingress.Type, "none", "ingress", "gateway")
	if v.RestartStrategy.Type != "" {
		c.oneOf(at.Child("restartStrategy", "type"), v.RestartStrategy.Type, "exponential-delay", "fixed-delay", "failure-rate", "none")
	} else if len(v.RestartStrategy.Options) > 0 {
		c.required(at.Child("restartStrategy", "type"), "say which strategy the options belong to, such as fixed-delay")
	}
}

func (c *checker) name() {
	if !namePattern.MatchString(c.values.Name) {
		c.invalid(c.at.Child("name"), c.values.Name, "the operator accepts lower-case letters, digits and '-', a letter first, no '-' at the end, at most 45 characters, such as my-job")
	}
}
