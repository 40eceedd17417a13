package sidefiles

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/template"

	networkingv1 "k8s.io/api/networking/v1"
)

// The part of ingress-nginx 1.15 that turns Ingresses into locations of nginx:
// internal/ingress/controller/{controller,location}.go, template/template.go,
// internal/ingress/inspector and rootfs/etc/nginx/template/nginx.tmpl.

const annotationPrefix = "nginx.ingress.kubernetes.io/"

// known are the annotations that this test can play, each with the controller's
// own check of its value.
var known = map[string]*regexp.Regexp{
	"rewrite-target":          regexp.MustCompile(`^/?[\-._~a-zA-Z0-9/:$]*$`),
	"use-regex":               regexp.MustCompile(`^(true|false)$`),
	"relative-redirects":      regexp.MustCompile(`^(true|false)$`),
	"permanent-redirect":      regexp.MustCompile(`^[\-._~a-zA-Z0-9/:,?&=]*$`),
	"permanent-redirect-code": regexp.MustCompile(`^30[0-8]$`),
	"temporal-redirect":       regexp.MustCompile(`^https?://[\-._~a-zA-Z0-9/:,?&=]*$`),
	"proxy-body-size":         regexp.MustCompile(`^(?i)\d+[bkmg]?$`),
}

var plainPath = regexp.MustCompile(`(?i)^/[[:alnum:]._\-/]*$`)

// location is a location block.
type location struct {
	Path     string
	pathType networkingv1.PathType
	regex    bool
	// Service that it leads to, as namespace/name:port; empty is the default backend, which answers 404.
	Service  string
	Rewrite  string
	Redirect string
	Relative bool
	BodySize string
	// Match is what stands behind the word location.
	Match string
}

// server is a server block with its locations in their order.
type server struct {
	Host      string
	Locations []*location
}

// inspect is what the controller's admission webhook says to an Ingress, and
// what this test cannot play.
func inspect(ingress *networkingv1.Ingress) error {
	if ingress.Spec.IngressClassName == nil {
		return fmt.Errorf("no class")
	}
	if len(ingress.Spec.TLS) > 0 {
		return fmt.Errorf("this test plays no TLS: teach it")
	}
	for key, value := range ingress.Annotations {
		name, ours := strings.CutPrefix(key, annotationPrefix)
		if !ours {
			continue
		}
		if strings.HasSuffix(name, "-snippet") {
			return fmt.Errorf("%s annotation cannot be used. Snippet directives are disabled", key)
		}
		valid, ok := known[name]
		if !ok {
			return fmt.Errorf("this test does not play the annotation %s: teach it", key)
		}
		if !valid.MatchString(value) {
			return fmt.Errorf("annotation %s contains invalid value %q", key, value)
		}
	}
	for _, rule := range ingress.Spec.Rules {
		for _, path := range rule.HTTP.Paths {
			if *path.PathType != networkingv1.PathTypeImplementationSpecific && !plainPath.MatchString(path.Path) {
				return fmt.Errorf("path %s cannot be used with pathType %s", path.Path, *path.PathType)
			}
		}
	}
	return nil
}

// servers are the server blocks of the Ingresses.
func servers(ingresses []*networkingv1.Ingress) ([]*server, error) {
	byHost := map[string]*server{"": {}}
	for _, ingress := range ingresses {
		for _, rule := range ingress.Spec.Rules {
			s := byHost[rule.Host]
			if s == nil {
				s = &server{Host: rule.Host}
				byHost[rule.Host] = s
			}
			for _, path := range rule.HTTP.Paths {
				added := newLocation(ingress, path)
				if slices.ContainsFunc(s.Locations, func(l *location) bool { return l.Path == added.Path }) {
					return nil, fmt.Errorf("host %q and path %q is already defined in another ingress than %s/%s", rule.Host, path.Path, ingress.Namespace, ingress.Name)
				}
				s.Locations = append(s.Locations, added)
			}
		}
	}
	all := slices.SortedFunc(maps.Values(byHost), func(a, b *server) int { return cmp.Compare(a.Host, b.Host) })
	for _, s := range all {
		s.arrange()
	}
	return all, nil
}

func newLocation(ingress *networkingv1.Ingress, path networkingv1.HTTPIngressPath) *location {
	annotation := func(name string) string { return ingress.Annotations[annotationPrefix+name] }
	backend := path.Backend.Service
	port := backend.Port.Name
	if port == "" {
		port = fmt.Sprint(backend.Port.Number)
	}
	l := &location{
		Path:     cmp.Or(path.Path, "/"),
		pathType: *path.PathType,
		regex:    annotation("use-regex") == "true",
		Service:  fmt.Sprintf("%s/%s:%s", ingress.Namespace, backend.Name, port),
		Rewrite:  annotation("rewrite-target"),
		Relative: annotation("relative-redirects") == "true",
		BodySize: cmp.Or(annotation("proxy-body-size"), "1m"),
	}
	if url := annotation("permanent-redirect"); url != "" {
		l.Redirect = cmp.Or(annotation("permanent-redirect-code"), "301") + " " + url
	}
	if url := annotation("temporal-redirect"); url != "" {
		l.Redirect = "302 " + url
	}
	return l
}

func (l *location) rewrites() bool { return l.Rewrite != "" && l.Rewrite != l.Path }

// arrange adds the default backend, sorts by length, doubles prefixes into
// exact ones, and writes the matches: regular expressions for all when one
// location rewrites.
func (s *server) arrange() {
	if !slices.ContainsFunc(s.Locations, func(l *location) bool { return l.Path == "/" }) {
		s.Locations = append(s.Locations, &location{Path: "/", pathType: networkingv1.PathTypePrefix, BodySize: "1m"})
	}
	slices.SortStableFunc(s.Locations, func(a, b *location) int {
		return cmp.Or(cmp.Compare(len(b.Path), len(a.Path)), cmp.Compare(b.Path, a.Path))
	})
	enforced := slices.ContainsFunc(s.Locations, func(l *location) bool { return l.rewrites() || l.regex })
	var all []*location
	for _, l := range s.Locations {
		all = append(all, l)
		if l.Path != "/" && l.pathType == networkingv1.PathTypePrefix && !l.rewrites() && !l.regex {
			exact := *l
			exact.pathType = networkingv1.PathTypeExact
			l.Path = strings.TrimSuffix(l.Path, "/") + "/"
			all = append(all, &exact)
		}
	}
	for _, l := range all {
		switch {
		case enforced:
			l.Match = fmt.Sprintf(`~* "^%s"`, l.Path)
		case l.pathType == networkingv1.PathTypeExact:
			l.Match = fmt.Sprintf(`= "%s"`, l.Path)
		default:
			l.Match = fmt.Sprintf(`"%s"`, l.Path)
		}
	}
	s.Locations = all
}

var nginxTemplate = template.Must(template.New("nginx.conf").Parse(`daemon off;
master_process off;
pid {{.Dir}}/nginx.pid;
events { worker_connections 64; }
http {
  access_log off;
  client_body_temp_path {{.Dir}}/body;
  proxy_temp_path {{.Dir}}/proxy;
  fastcgi_temp_path {{.Dir}}/fastcgi;
  uwsgi_temp_path {{.Dir}}/uwsgi;
  scgi_temp_path {{.Dir}}/scgi;
  server_tokens off;
  server_name_in_redirect off;
  proxy_http_version 1.1;
{{- range .Servers}}
  server {
    listen {{$.Listen}}{{if not .Host}} default_server{{end}};
    server_name {{or .Host "_"}};
{{- range .Locations}}
    location {{.Match}} {
      port_in_redirect off;
      client_max_body_size {{.BodySize}};
      proxy_set_header Host $http_host;
      proxy_set_header X-Test-Service "{{.Service}}";
{{- if .Relative}}
      absolute_redirect off;
{{- end}}
{{- if .Redirect}}
      return {{.Redirect}};
{{- end}}
{{- if not .Service}}
      return 404;
{{- end}}
{{- if and .Rewrite (ne .Rewrite .Path)}}
      rewrite "(?i){{.Path}}" {{.Rewrite}} break;
{{- end}}
      proxy_pass http://{{$.Backend}};
      proxy_redirect off;
    }
{{- end}}
  }
{{- end}}
}
`))

// nginxConfiguration is the file for nginx.
func nginxConfiguration(t *testing.T, all []*server, dir, listen, backend string) string {
	t.Helper()
	var text strings.Builder
	err := nginxTemplate.Execute(&text, struct {
		Servers              []*server
		Dir, Listen, Backend string
	}{all, dir, listen, backend})
	if err != nil {
		t.Fatal(err)
	}
	return text.String()
}
