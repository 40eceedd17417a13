package check

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/runtime"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/finding"
	"github.com/flinkgen/flinkgen/pkg/flink"
)

// newestKubernetes is the release of Kubernetes whose types flinkgen is built
// with (k8s.io/api).
const newestKubernetes = "1.37"

// Run judges objects, all together. The findings are in the order of their
// places. The error is about the options.
func Run(objects []*Object, o Options) ([]finding.Finding, error) {
	r := &run{options: o, objects: objects, index: bundle.NewIndex(slices.Values([]component.Object{})), schemas: map[string]*customSchema{}}
	if err := r.complete(); err != nil {
		return nil, err
	}
	for _, object := range objects {
		r.define(object)
	}
	for _, object := range objects {
		r.decode(object)
	}
	r.references()
	for _, rule := range Rules() {
		if rule.judge == nil {
			continue
		}
		for _, object := range objects {
			rule.judge(&judge{run: r, Object: object, rule: rule})
		}
	}
	return finding.Sort(r.findings), nil
}

// run is one check of some objects.
type run struct {
	options    Options
	objects    []*Object
	kubernetes minor
	operator   flink.OperatorRelease
	scheme     *runtime.Scheme
	index      *bundle.Index
	schemas    map[string]*customSchema // by apiVersion and kind
	findings   []finding.Finding
}

func (r *run) report(f finding.Finding) {
	if !slices.Contains(r.options.Ignore, f.ID) {
		r.findings = append(r.findings, f)
	}
}

// complete reads the options.
func (r *run) complete() (err error) {
	if r.scheme, err = newScheme(); err != nil {
		return err
	}
	if r.kubernetes, err = parseMinor(cmp.Or(r.options.KubernetesVersion, newestKubernetes)); err != nil {
		return err
	}
	known := map[string]bool{}
	for _, rule := range Rules() {
		known[rule.ID] = true
	}
	for _, id := range r.options.Ignore {
		if !known[id] {
			return fmt.Errorf("there is no rule %q to ignore: the rules are %s", id, strings.Join(slices.Sorted(maps.Keys(known)), ", "))
		}
	}
	for _, external := range r.options.External {
		if parts := strings.Split(external, "/"); len(parts) > 3 || slices.Contains(parts, "") {
			return fmt.Errorf("external %q: write KIND, KIND/NAME or KIND/NAMESPACE/NAME", external)
		}
	}
	operator, found := flink.Operator(cmp.Or(r.options.OperatorVersion, r.operatorVersion()))
	if !found && r.options.OperatorVersion != "" {
		return fmt.Errorf("operator version %q is not known", r.options.OperatorVersion)
	}
	if !found {
		operator, _ = flink.Operator("")
	}
	r.operator = operator
	return nil
}

var operatorImage = regexp.MustCompile(`(?:^|/)flink-kubernetes-operator:(\d+\.\d+\.\d+)(?:@|$)`)

// operatorVersion is the release of the operator among the objects, or "".
func (r *run) operatorVersion() string {
	for _, object := range r.objects {
		if !object.is("apps", "Deployment") {
			continue
		}
		containers := object.node.Get("spec").Get("template").Get("spec").Get("containers")
		if containers == nil {
			continue
		}
		for _, container := range containers.Items {
			if match := operatorImage.FindStringSubmatch(text(container.Get("image"))); match != nil {
				return match[1]
			}
		}
	}
	return ""
}

// minor is a release of Kubernetes.
type minor int

var minorPattern = regexp.MustCompile(`^v?1\.(\d{1,3})(?:\.\d+)?(?:[-+].*)?$`)

func parseMinor(text string) (minor, error) {
	match := minorPattern.FindStringSubmatch(text)
	if match == nil {
		return 0, fmt.Errorf("kubernetes version %q: write a version such as 1.34", text)
	}
	number, err := strconv.Atoi(match[1])
	return minor(number), err
}

func (m minor) String() string { return fmt.Sprintf("1.%d", int(m)) }
