package check

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/flinkgen/flinkgen/pkg/finding"
)

func webRules() []Rule {
	return []Rule{
		{ID: "FG021", Name: "ingress-rewrite-capture", Severity: finding.Error, About: "An Ingress whose rewrite-target uses a group that its path does not have.", judge: rewrite},
		{ID: "FG022", Name: "ingress-snippet", Severity: finding.Warning, About: "A snippet in an annotation, which ingress-nginx refuses by default since 1.9.", judge: snippet},
		{ID: "FG091", Name: "ingress-two-rules", Severity: finding.Warning, About: "A rule of an Ingress with a host and no paths beside one with paths and no host: probably two halves of one.", judge: halves},
		{ID: "FG092", Name: "ingress-backend-ns", Severity: finding.Error, About: "The default backend of an Ingress is a Service of another namespace.", judge: defaultBackend},
		{ID: "FG093", Name: "host-collision", Severity: finding.Warning, About: "Two Ingresses with the same host and path.", judge: collision},
		{ID: "FG094", Name: "dns-forward", Severity: finding.Error, About: "A configuration of CoreDNS that does not answer for the names of the cluster.", judge: clusterDNS},
	}
}

// nginx is the prefix of the annotations of ingress-nginx.
const nginx = "nginx.ingress.kubernetes.io/"

var groupUsed = regexp.MustCompile(`\$([1-9])`)

func rewrite(j *judge) {
	ingress, ok := j.typed.(*networkingv1.Ingress)
	target := j.annotations[nginx+"rewrite-target"]
	if !ok || target == "" {
		return
	}
	highest := 0
	for _, match := range groupUsed.FindAllStringSubmatch(target, -1) {
		number, _ := strconv.Atoi(match[1])
		highest = max(highest, number)
	}
	for i, rule := range ingress.Spec.Rules {
		if rule.HTTP == nil {
			continue
		}
		for k := range rule.HTTP.Paths {
			written := rule.HTTP.Paths[k].Path
			pattern, err := regexp.Compile(written)
			if err == nil && pattern.NumSubexp() < highest {
				j.fail(item(item("spec.rules", i)+".http.paths", k)+".path", "rewrite-target uses group %d, and the path %q has %d: write such as /name(/|$)(.*)", highest, written, pattern.NumSubexp())
			}
		}
	}
}

func snippet(j *judge) {
	if !j.is("networking.k8s.io", "Ingress") {
		return
	}
	for key := range j.annotations {
		if strings.HasPrefix(key, nginx) && strings.HasSuffix(key, "-snippet") {
			j.fail(join("metadata.annotations", key), "ingress-nginx refuses snippets by default since 1.9: use an annotation for it, or allow them in the controller")
		}
	}
}

func halves(j *judge) {
	ingress, ok := j.typed.(*networkingv1.Ingress)
	if !ok {
		return
	}
	open := slices.ContainsFunc(ingress.Spec.Rules, func(rule networkingv1.IngressRule) bool { return rule.Host == "" && rule.HTTP != nil })
	for i, rule := range ingress.Spec.Rules {
		if open && rule.Host != "" && rule.HTTP == nil {
			j.fail(item("spec.rules", i), "the host has no paths, and another rule has paths for every host: write host and http in one item")
		}
	}
}

// routes are the hosts and paths of an Ingress.
func (o *Object) routes() map[string]string {
	ingress, ok := o.typed.(*networkingv1.Ingress)
	if !ok {
		return nil
	}
	class := ""
	if ingress.Spec.IngressClassName != nil {
		class = *ingress.Spec.IngressClassName
	}
	found := map[string]string{}
	for i, rule := range ingress.Spec.Rules {
		if rule.HTTP == nil {
			continue
		}
		for k := range rule.HTTP.Paths {
			found[class+" "+rule.Host+rule.HTTP.Paths[k].Path] = item(item("spec.rules", i)+".http.paths", k)
		}
	}
	return found
}

func collision(j *judge) {
	mine := j.routes()
	if mine == nil {
		return
	}
	for _, o := range j.objects {
		if o == j.Object {
			return // each pair once
		}
		for route := range o.routes() {
			if path, both := mine[route]; both && o.annotations[nginx+"canary"] == j.annotations[nginx+"canary"] {
				j.fail(path, "%s has the same host and path: one of them is never reached", o)
			}
		}
	}
}

func defaultBackend(j *judge) {
	key := nginx + "default-backend"
	name := j.annotations[key]
	if name == "" || !j.is("networking.k8s.io", "Ingress") {
		return
	}
	elsewhere := ""
	for _, o := range j.objects {
		switch {
		case !o.is("", "Service") || o.Name != name:
		case o.Namespace == j.Namespace:
			return
		default:
			elsewhere = o.Namespace
		}
	}
	if elsewhere != "" {
		j.fail(join("metadata.annotations", key), "the Service %q is in namespace %q, and an Ingress sends to its own namespace only: make one there, or move the Ingress", name, elsewhere)
	}
}

var kubernetesPlugin = regexp.MustCompile(`(?m)^\s*kubernetes\s`)

func clusterDNS(j *judge) {
	configuration, ok := j.typed.(*corev1.ConfigMap)
	if !ok || j.Namespace != metav1.NamespaceSystem || j.Name != "coredns" {
		return
	}
	if file, ok := configuration.Data["Corefile"]; ok && !kubernetesPlugin.MatchString(file) {
		j.fail("data.Corefile", "nothing answers for the Services of the cluster: write the plugin kubernetes (kubernetes cluster.local in-addr.arpa ip6.arpa) in the block of the root, and other zones in blocks of their own")
	}
}
