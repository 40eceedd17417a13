package upstream

import (
	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/catalog"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/component/ingressnginx"
	"github.com/flinkgen/flinkgen/pkg/component/juicefs"
	"github.com/flinkgen/flinkgen/pkg/component/minio"
	"github.com/flinkgen/flinkgen/pkg/component/operator"
	"github.com/flinkgen/flinkgen/pkg/component/redis"
	"github.com/flinkgen/flinkgen/pkg/stack"
)

// part is a section of the stack that a chart installs.
type part struct {
	// section of the stack, and the component of the bundle that the chart replaces.
	section, component string
	// chart is the name of the chart, which is also that of its release.
	chart string
	// namespace gives the namespace of the release.
	namespace func(*stack.Spec) string
	// values gives the values of the section.
	values func(*stack.Spec) any
	// defaults are the values of a section that says nothing.
	defaults func() any
	// rows say where each value goes.
	rows []row
	// known are the keys of the chart that are written.
	known []known
	// common gives labels and annotations for every object, which the chart has no
	// key for.
	common func(*stack.Spec, catalog.Chart) (labels, annotations map[string]string)
	// rest gives objects of the component that the chart does not make.
	rest func(*stack.Spec, catalog.Chart, bundle.Component) []component.Object
}

// parts are the sections that have a chart.
func parts() []part {
	return []part{
		{
			section: "minio", component: "minio", chart: catalog.MinIO,
			namespace: func(s *stack.Spec) string { return s.MinIO.Namespace },
			values:    func(s *stack.Spec) any { return s.MinIO.Values },
			defaults:  func() any { return minio.Defaults() },
			rows:      minioRows, known: minioKnown,
			common: func(s *stack.Spec, chart catalog.Chart) (labels, annotations map[string]string) {
				if within(chart, "17.0.23", "") {
					labels = s.MinIO.Labels
				}
				return labels, nil
			},
		},
		{
			section: "redis", component: "redis", chart: catalog.Redis,
			namespace: func(s *stack.Spec) string { return s.Redis.Namespace },
			values:    func(s *stack.Spec) any { return s.Redis.Values },
			defaults:  func() any { return redis.Defaults() },
			rows:      redisRows, known: redisKnown,
		},
		{
			section: "juicefs", component: "juicefs", chart: catalog.JuiceFSDriver,
			namespace: func(s *stack.Spec) string { return s.JuiceFS.Namespace },
			values:    func(s *stack.Spec) any { return s.JuiceFS.Values },
			defaults:  func() any { return juicefs.Defaults() },
			rows:      juicefsRows, known: juicefsKnown, rest: juicefsRest,
			common: func(s *stack.Spec, _ catalog.Chart) (labels, annotations map[string]string) {
				return s.JuiceFS.Labels, s.JuiceFS.Annotations
			},
		},
		{
			section: "operator", component: "operator", chart: catalog.FlinkOperator,
			namespace: func(s *stack.Spec) string { return s.Operator.Namespace },
			values:    func(s *stack.Spec) any { return s.Operator.Values },
			defaults:  func() any { return operator.Defaults() },
			rows:      operatorRows, known: operatorKnown, rest: operatorRest,
			common: func(s *stack.Spec, _ catalog.Chart) (labels, annotations map[string]string) {
				return s.Operator.Labels, s.Operator.Annotations
			},
		},
		{
			section: "ingress", component: "ingress-nginx", chart: catalog.IngressNginx,
			namespace: func(s *stack.Spec) string { return s.Ingress.Namespace },
			values:    func(s *stack.Spec) any { return s.Ingress.Values },
			defaults:  func() any { return ingressnginx.Defaults() },
			rows:      ingressRows, known: ingressKnown,
			common: func(s *stack.Spec, _ catalog.Chart) (labels, annotations map[string]string) {
				return s.Ingress.Labels, s.Ingress.Annotations
			},
		},
	}
}
