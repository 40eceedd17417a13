package check

import (
	"fmt"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/finding"
	"github.com/flinkgen/flinkgen/pkg/source"
)

const (
	ruleOtherNamespace = "FG002"
	ruleClaim          = "FG003"
)

func referenceRules() []Rule {
	return []Rule{
		{ID: ruleOtherNamespace, Name: "ns-pvc-mismatch", Severity: finding.Error, About: "A pod mounts a claim that is in another namespace only. A warning in post-render."},
		{ID: ruleClaim, Name: "pvc-undefined", Severity: finding.Error, About: "A pod mounts a claim that is not among the objects. Not looked at in post-render."},
		{ID: ruleDuplicate, Name: "duplicate-object", Severity: finding.Error, About: "The same object twice. A hook of Helm may have the name of another object."},
		{ID: ruleMissing, Name: "reference-missing", Severity: finding.Error, About: "An object names another one that is not among the objects: a ServiceAccount, ConfigMap, Service, Role. A warning for the Service of a StatefulSet. Not looked at in post-render."},
		{ID: rulePart, Name: "key-missing", Severity: finding.Error, About: "An object names a key of a ConfigMap or Secret, or a port of a Service, that the other object does not have."},
	}
}

// references follows what objects name, and finds objects that are there twice.
func (r *run) references() {
	r.duplicates()
	for _, o := range r.objects {
		if o.typed == nil || o.template() {
			continue
		}
		for _, reference := range bundle.References(o.typed) {
			r.follow(o, reference)
		}
	}
}

func (r *run) duplicates() {
	first := map[finding.Object]*Object{}
	for _, o := range r.objects {
		key := o.Object
		key.APIVersion = o.group()
		if clusterWide[o.Kind] {
			key.Namespace = ""
		}
		if o.Name == "" || o.hook || o.template() {
			continue
		}
		if before, twice := first[key]; twice {
			r.report(o.at(ruleDuplicate, finding.Error, "metadata.name", fmt.Sprintf("the object is here twice, the first time %s: remove one, or give it another name", before.place(o))))
			continue
		}
		first[key] = o
	}
}

// place says where an object is, for a message about another one.
func (o *Object) place(other *Object) string {
	if o.File == other.File {
		return fmt.Sprintf("on line %d", o.Line)
	}
	return fmt.Sprintf("in %s:%d", o.File, o.Line)
}

// follow looks for the target of a reference.
func (r *run) follow(o *Object, reference bundle.Reference) {
	whole := reference
	whole.Part = ""
	found, there := r.find(whole)
	if there {
		reference.Target = found
		if reference.Part != "" && !reference.Optional && !r.index.Has(reference) && !r.filled(found) {
			r.report(o.at(rulePart, finding.Error, reference.Path, fmt.Sprintf("%s has no %q%s", found, reference.Part, r.have(found))))
		}
		return
	}
	if reference.Optional || r.external(reference.Target) {
		return
	}
	if reference.Kind == "PersistentVolumeClaim" {
		r.claim(o, reference)
		return
	}
	if r.options.Reach == Release || r.options.Reach == Directory && outside(reference.Target) {
		return
	}
	severity := finding.Error
	if reference.Path == "spec.serviceName" {
		severity = finding.Warning // pods run, without names in DNS
	}
	r.report(o.at(ruleMissing, severity, reference.Path, fmt.Sprintf("there is no %s among the objects: add it, or say --external %s if it is there already", reference.Target, externalName(reference.Target))))
}

// find gives the target as it is among the objects. Objects without a namespace
// go wherever they are applied to.
func (r *run) find(reference bundle.Reference) (bundle.Target, bool) {
	if r.index.Has(reference) {
		return reference.Target, true
	}
	if reference.Namespace != "" {
		reference.Namespace = ""
		return reference.Target, r.index.Has(reference)
	}
	return reference.Target, false
}

// filled says whether others write into an object, so that its keys say nothing.
func (r *run) filled(target bundle.Target) bool {
	if target.Kind != "Secret" {
		return false
	}
	for _, o := range r.objects {
		if secret, ok := o.typed.(*corev1.Secret); ok && o.Namespace == target.Namespace && o.Name == target.Name {
			return len(secret.Data)+len(secret.StringData) == 0 || secret.Type == corev1.SecretTypeServiceAccountToken
		}
	}
	return false
}

// have lists the parts of a target for a message.
func (r *run) have(target bundle.Target) string {
	parts := r.index.Parts(target)
	if len(parts) == 0 || len(parts) > 12 {
		return ""
	}
	return ": it has " + listed(parts)
}

// claim reports a claim that is not there.
func (r *run) claim(o *Object, reference bundle.Reference) {
	for _, other := range r.objects {
		if other.is("", "PersistentVolumeClaim") && other.Name == reference.Name {
			severity := finding.Error
			if r.options.Reach == Release {
				severity = finding.Warning
			}
			r.report(o.at(ruleOtherNamespace, severity, reference.Path, fmt.Sprintf("the claim %q is in namespace %q only, and a pod mounts claims of its own namespace: make one in namespace %q", reference.Name, other.Namespace, reference.Target.Namespace)))
			return
		}
	}
	if r.options.Reach != Release && !r.fromTemplate(reference.Target) {
		r.report(o.at(ruleClaim, finding.Error, reference.Path, fmt.Sprintf("there is no %s among the objects, so the pod waits for ever: add it, or say --external %s if it is there already", reference.Target, externalName(reference.Target))))
	}
}

// fromTemplate says whether a StatefulSet makes a claim of that name.
func (r *run) fromTemplate(target bundle.Target) bool {
	return slices.ContainsFunc(r.objects, func(o *Object) bool {
		if !o.is("apps", "StatefulSet") || o.Namespace != target.Namespace {
			return false
		}
		templates := o.node.Get("spec").Get("volumeClaimTemplates")
		return templates != nil && slices.ContainsFunc(templates.Items, func(template *source.Node) bool {
			return strings.HasPrefix(target.Name, text(template.Get("metadata").Get("name"))+"-"+o.Name+"-")
		})
	})
}

// outside says whether a target commonly is there before what is applied:
// what a whole cluster shares, and Secrets, which are kept apart.
func outside(target bundle.Target) bool {
	switch target.Kind {
	case "Secret", "Gateway", "PersistentVolume":
		return true
	}
	if target.Kind == "Service" && strings.HasSuffix(target.Name, "-rest") {
		return true // Flink makes it where its command line starts a cluster
	}
	return clusterWide[target.Kind] && target.Kind != "ClusterRole"
}

func (r *run) external(target bundle.Target) bool {
	return slices.ContainsFunc(r.options.External, func(external string) bool {
		kind, name, named := strings.Cut(external, "/")
		namespace, inner, placed := strings.Cut(name, "/")
		switch {
		case kind != target.Kind:
			return false
		case placed:
			return namespace == target.Namespace && inner == target.Name
		}
		return !named || name == target.Name
	})
}

func externalName(target bundle.Target) string {
	if target.Namespace == "" {
		return target.Kind + "/" + target.Name
	}
	return target.Kind + "/" + target.Namespace + "/" + target.Name
}
