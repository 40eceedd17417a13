package strategies

import (
	"errors"
	"fmt"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"
	podsecurity "k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

// privileged is the policy of a namespace without labels.
var privileged = podsecurity.Policy{
	Enforce: podsecurity.LevelVersion{Level: podsecurity.LevelPrivileged, Version: podsecurity.LatestVersion()},
	Audit:   podsecurity.LevelVersion{Level: podsecurity.LevelPrivileged, Version: podsecurity.LatestVersion()},
	Warn:    podsecurity.LevelVersion{Level: podsecurity.LevelPrivileged, Version: podsecurity.LatestVersion()},
}

type podSecurity struct{ evaluator policy.Evaluator }

func newPodSecurity() (*podSecurity, error) {
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		return nil, err
	}
	return &podSecurity{evaluator: evaluator}, nil
}

// security remembers the levels of a namespace, and holds every pod template
// against the level that its namespace enforces: the server says so when the
// pod is made, which is after the workload was accepted.
func (s *Server) security(object runtime.Object) error {
	if namespace, ok := object.(*corev1.Namespace); ok {
		levels, errs := podsecurity.PolicyToEvaluate(namespace.Labels, privileged)
		s.namespaces[namespace.Name] = levels
		return errs.ToAggregate()
	}
	namespace, template := podTemplate(object)
	if template == nil {
		return nil
	}
	levels := s.namespaces[namespace]
	return errors.Join(
		s.pods.check("enforce", levels.Enforce, template),
		s.pods.check("warn", levels.Warn, template),
		s.pods.check("audit", levels.Audit, template),
	)
}

func (p *podSecurity) check(mode string, level podsecurity.LevelVersion, template *corev1.PodTemplateSpec) error {
	result := policy.AggregateCheckResults(p.evaluator.EvaluatePod(level, &template.ObjectMeta, &template.Spec))
	if result.Allowed {
		return nil
	}
	return fmt.Errorf("violates PodSecurity %q (%s): %s", level.String(), mode, result.ForbiddenDetail())
}

func podTemplate(object runtime.Object) (namespace string, template *corev1.PodTemplateSpec) {
	switch object := object.(type) {
	case *appsv1.Deployment:
		return object.Namespace, &object.Spec.Template
	case *appsv1.StatefulSet:
		return object.Namespace, &object.Spec.Template
	case *appsv1.DaemonSet:
		return object.Namespace, &object.Spec.Template
	case *batchv1.Job:
		return object.Namespace, &object.Spec.Template
	case *corev1.PodTemplate:
		return object.Namespace, &object.Template
	}
	return "", nil
}
