package sidefiles

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"sigs.k8s.io/yaml"

	"github.com/flinkgen/flinkgen/test/strategies/golden"
	"github.com/flinkgen/flinkgen/test/strategies/operated"
)

// TestRoutes asks a real nginx for the web interfaces of each golden stack, as
// ingress-nginx would have configured it.
func TestRoutes(t *testing.T) {
	total := 0
	for _, stack := range golden.Stacks(t, stacks) {
		t.Run(stack.Name, func(t *testing.T) {
			ingresses := ingressesOf(t, stack.Documents)
			total += len(ingresses)
			if len(ingresses) == 0 {
				t.Log("no Ingress in this stack")
				return
			}
			for _, complaint := range judgeRoutes(t, ingresses) {
				t.Error(complaint)
			}
			t.Logf("%d Ingresses", len(ingresses))
		})
	}
	if total == 0 {
		t.Error("no Ingress in any stack")
	}
}

func TestRoutesCanFail(t *testing.T) {
	const rewrite = annotationPrefix + "rewrite-target"
	for _, tt := range []struct {
		name        string
		annotations map[string]string
		host, path  string
		pathType    networkingv1.PathType
		want        string
	}{
		{"no rewrite", nil, "", "/flink/app(/|$)(.*)", networkingv1.PathTypeImplementationSpecific, "404"},
		{"wrong group", map[string]string{rewrite: "/$1"}, "", "/flink/app(/|$)(.*)", networkingv1.PathTypeImplementationSpecific, `arrived as "//"`},
		{"open end", map[string]string{rewrite: "/$1"}, "", "/flink/app/?(.*)", networkingv1.PathTypeImplementationSpecific, "/flink/app2 leads to flink/app-rest:8081"},
		{"no slash", map[string]string{rewrite: "/$2"}, "", "/flink/app(/|$)(.*)", networkingv1.PathTypeImplementationSpecific, "main.js of the page /flink/app: 404"},
		{"port lost", map[string]string{annotationPrefix + "permanent-redirect": "/flink/app/"}, "", "/flink/app$", networkingv1.PathTypeImplementationSpecific, "redirects to flink.example.com, which has not the port"},
		{"relative temporal redirect", map[string]string{annotationPrefix + "temporal-redirect": "/flink/app/"}, "", "/flink/app", networkingv1.PathTypePrefix, "contains invalid value"},
		{"expression in a prefix", map[string]string{rewrite: "/$2"}, "", "/flink/app(/|$)(.*)", networkingv1.PathTypePrefix, "cannot be used with pathType Prefix"},
		{"snippet", map[string]string{annotationPrefix + "configuration-snippet": "return 200;"}, "", "/", networkingv1.PathTypePrefix, "Snippet directives are disabled"},
		{"bad expression", map[string]string{rewrite: "/$2"}, "", "/flink/app(/|$(.*)", networkingv1.PathTypeImplementationSpecific, "pcre2_compile() failed"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			broken := testIngress("app", tt.host, tt.path, tt.pathType, tt.annotations)
			ingresses := []*networkingv1.Ingress{broken}
			if tt.name == "port lost" {
				ingresses = append(ingresses, testIngress("ui", tt.host, "/flink/app/(.*)", tt.pathType, map[string]string{rewrite: "/$1"}))
			}
			complaints := strings.Join(judgeRoutes(t, ingresses), "\n")
			if !strings.Contains(complaints, tt.want) {
				t.Errorf("got %q\nwant %q", complaints, tt.want)
			}
		})
	}
}

// TestRoutesCanPass plays the two Ingresses that serve a page with and without
// its slash.
func TestRoutesCanPass(t *testing.T) {
	for _, complaint := range judgeRoutes(t, []*networkingv1.Ingress{
		testIngress("app", "", "/flink/app/(.*)", networkingv1.PathTypeImplementationSpecific, map[string]string{annotationPrefix + "rewrite-target": "/$1"}),
		testIngress("app-slash", "", "/flink/app$", networkingv1.PathTypeImplementationSpecific, map[string]string{
			annotationPrefix + "permanent-redirect":      "/flink/app/",
			annotationPrefix + "permanent-redirect-code": "302",
			annotationPrefix + "relative-redirects":      "true",
			annotationPrefix + "use-regex":               "true",
		}),
	}) {
		t.Error(complaint)
	}
}

// judgeRoutes opens every route of the Ingresses like a browser and gives what
// goes wrong.
func judgeRoutes(t *testing.T, ingresses []*networkingv1.Ingress) []string {
	t.Helper()
	site, err := start(t, ingresses)
	if err != nil {
		return []string{err.Error()}
	}
	var complaints []string
	for _, ingress := range ingresses {
		for _, rule := range ingress.Spec.Rules {
			for _, path := range rule.HTTP.Paths {
				l := newLocation(ingress, path)
				if l.Redirect != "" {
					continue // looked at from the page that it leads to
				}
				for _, err := range site.open(rule.Host, base(path.Path), l.Service) {
					complaints = append(complaints, fmt.Sprintf("%s/%s: %v", ingress.Namespace, ingress.Name, err))
				}
			}
		}
	}
	return complaints
}

// base is the part of a path before its expressions, without its last slash.
func base(path string) string {
	if i := strings.IndexAny(path, `(^$*+?[|\`); i >= 0 {
		path = path[:i]
	}
	return strings.TrimSuffix(path, "/")
}

// open looks at a web interface below a base. An empty host means any.
func (s *web) open(host, base, service string) []error {
	var errs []error
	add := func(err error) {
		if err != nil {
			errs = append(errs, err)
		}
	}
	if host == "" {
		host = "flink.example.com"
	} else {
		add(s.misses("other."+host, base+"/", service))
	}
	add(s.arrives(host, base+"/", "/", service))
	add(s.arrives(host, base+"/jobs/overview", "/jobs/overview", service))
	add(s.arrives(host, base+"/jobs/metrics?get=a.b,c&at=%2F%20", "/jobs/metrics?get=a.b,c&at=%2F%20", service))
	add(s.page(host, base+"/", service))
	if base != "" {
		add(s.page(host, base, service))
		add(s.misses(host, base+"2", service))
		add(s.misses(host, base+"2/", service))
		add(s.misses(host, "/elsewhere"+base+"/", service))
	}
	return errs
}

// arrives checks that a request comes to the service as another path.
func (s *web) arrives(host, path, want, service string) error {
	response, err := s.client.Get("http://" + host + ":" + outside + path)
	if err != nil {
		return err
	}
	response.Body.Close()
	return arrived(response, path, want, service)
}

func arrived(response *http.Response, path, want, service string) error {
	header := response.Header
	switch {
	case response.StatusCode != http.StatusOK:
		return fmt.Errorf("%s: %s", path, response.Status)
	case header.Get("X-Service") != service:
		return fmt.Errorf("%s leads to %s, not to %s", path, header.Get("X-Service"), service)
	case header.Get("X-Request-Uri") != want:
		return fmt.Errorf("%s arrived as %q, want %q", path, header.Get("X-Request-Uri"), want)
	case !strings.HasSuffix(header.Get("X-Host"), ":"+outside):
		return fmt.Errorf("%s arrived for host %q, without the port %s", path, header.Get("X-Host"), outside)
	}
	return nil
}

// page loads a page and the script in it, through redirects, which must not
// lose the port.
func (s *web) page(host, path, service string) error {
	var lost error
	client := *s.client
	client.CheckRedirect = func(request *http.Request, _ []*http.Request) error {
		if request.URL.Port() != outside {
			lost = fmt.Errorf("%s redirects to %s, which has not the port %s", path, request.URL.Host, outside)
			return http.ErrUseLastResponse
		}
		return nil
	}
	response, err := client.Get("http://" + host + ":" + outside + path)
	if err != nil {
		return err
	}
	response.Body.Close()
	if lost != nil {
		return lost
	}
	if err := arrived(response, path, "/", service); err != nil {
		return err
	}
	script := response.Request.URL.ResolveReference(&url.URL{Path: "./main.js"})
	asset, err := s.client.Get(script.String())
	if err != nil {
		return err
	}
	asset.Body.Close()
	if err := arrived(asset, "main.js of the page "+path, "/main.js", service); err != nil {
		return err
	}
	return nil
}

// misses checks that a request does not come to the service.
func (s *web) misses(host, path, service string) error {
	response, err := s.client.Get("http://" + host + ":" + outside + path)
	if err != nil {
		return err
	}
	response.Body.Close()
	if response.Header.Get("X-Service") == service {
		return fmt.Errorf("http://%s%s leads to %s, as %s", host, path, service, response.Header.Get("X-Request-Uri"))
	}
	return nil
}

// ingressesOf are the Ingresses of a stack and those that the operator makes.
// Options of the whole controller would change what they mean: this test knows
// none.
func ingressesOf(t *testing.T, documents [][]byte) []*networkingv1.Ingress {
	t.Helper()
	all := documents
	for _, document := range documents {
		made, err := operated.Objects(document)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, made...)
	}
	var ingresses []*networkingv1.Ingress
	for _, object := range objects(t, all) {
		switch object.GetKind() {
		case "Ingress":
			ingress := &networkingv1.Ingress{}
			if err := runtime.DefaultUnstructuredConverter.FromUnstructured(object.Object, ingress); err != nil {
				t.Fatal(err)
			}
			ingresses = append(ingresses, ingress)
		case "ConfigMap":
			if strings.HasSuffix(object.GetName(), "nginx-controller") {
				noOptions(t, object)
			}
		}
	}
	return ingresses
}

func noOptions(t *testing.T, controller *unstructured.Unstructured) {
	t.Helper()
	if data := controller.Object["data"]; data != nil {
		text, _ := yaml.Marshal(data)
		t.Errorf("this test does not play the options of ingress-nginx; teach it:\n%s", text)
	}
}

func testIngress(name, host, path string, pathType networkingv1.PathType, annotations map[string]string) *networkingv1.Ingress {
	class := "nginx"
	return &networkingv1.Ingress{
		ObjectMeta: metav1.ObjectMeta{Namespace: "flink", Name: name, Annotations: annotations},
		Spec: networkingv1.IngressSpec{
			IngressClassName: &class,
			Rules: []networkingv1.IngressRule{{Host: host, IngressRuleValue: networkingv1.IngressRuleValue{
				HTTP: &networkingv1.HTTPIngressRuleValue{Paths: []networkingv1.HTTPIngressPath{{
					Path: path, PathType: &pathType,
					Backend: networkingv1.IngressBackend{Service: &networkingv1.IngressServiceBackend{Name: name + "-rest", Port: networkingv1.ServiceBackendPort{Number: 8081}}},
				}}},
			}}},
		},
	}
}
