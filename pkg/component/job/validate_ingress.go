package job

import (
	"fmt"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"
)

const rewriteTarget = "nginx.ingress.kubernetes.io/rewrite-target"

var (
	groupReference = regexp.MustCompile(`\$(\d)`)
	templateName   = regexp.MustCompile(`(?i)\{\{(name|namespace)\}\}`)
)

// route checks the way to the web UI.
func (c *checker) route() {
	at := c.at.Child("ingress")
	switch c.values.Ingress.Type {
	case "ingress":
		if c.values.OwnRoutes() {
			c.ownIngress(at)
			return
		}
		c.ingressTemplate(at)
	case "gateway":
		c.gateway(at)
	}
}

func (c *checker) ingressTemplate(at *field.Path) {
	ingress := c.values.Ingress
	if ingress.Template == "" {
		c.required(at.Child("template"), "say host and path, such as /{{namespace}}/{{name}}/(.*)")
		return
	}
	uri, err := ingressURL(ingress.Template)
	if err != nil {
		c.invalid(at.Child("template"), ingress.Template, "write host and path, such as flink.example.com/{{namespace}}/{{name}}/(.*)")
		return
	}
	if ingress.SlashRedirect && !strings.HasPrefix(ingress.Path, "/") {
		c.invalid(at.Child("path"), ingress.Path, "the redirect needs the path of the UI, such as /flink/my-job")
	}
	groups := groups(uri.Path)
	target, rewrites := ingress.Annotations[rewriteTarget]
	for _, reference := range groupReference.FindAllStringSubmatch(target, -1) {
		if number, err := strconv.Atoi(reference[1]); err != nil || number > groups {
			c.invalid(at.Child("annotations").Key(rewriteTarget), target, fmt.Sprintf("the template has %d groups in parentheses, so %s is empty and the UI stays blank: end the path with (/|$)(.*) for /$2, or with /(.*) for /$1", groups, reference[0]))
		}
	}
	if groups > 0 && !rewrites && ingress.ClassName == "nginx" {
		c.required(at.Child("annotations").Key(rewriteTarget), "Flink serves its UI at /: say what is left of the path, such as /$2")
	}
	for _, key := range slices.Sorted(maps.Keys(ingress.Annotations)) {
		if strings.HasSuffix(key, "-snippet") {
			c.forbidden(at.Child("annotations").Key(key), "ingress-nginx refuses snippets by default since 1.9: remove it; slashRedirect brings the path without its slash to the UI")
		}
	}
	if !c.operator.IngressLabels && len(ingress.TLS)+len(ingress.Labels) > 0 {
		c.forbidden(at, "operator "+c.operator.Version+" knows neither tls nor labels of an ingress: remove them, or use operator 1.8 or newer")
	}
}

// ownIngress checks what an Ingress needs that the operator does not make.
func (c *checker) ownIngress(at *field.Path) {
	ingress := c.values.Ingress
	if ingress.Template != "" {
		c.forbidden(at.Child("template"), "the operator fills it in, and deploymentMode "+c.values.DeploymentMode+" does without the operator: write ingress.host and ingress.path")
	}
	c.path(at)
}

func (c *checker) gateway(at *field.Path) {
	ingress := c.values.Ingress
	if ingress.Gateway.Name == "" {
		c.required(at.Child("gateway", "name"), "name the Gateway that carries the route, or set ingress.type to none")
	}
	c.path(at)
}

// path checks where the UI is served.
func (c *checker) path(at *field.Path) {
	ingress := c.values.Ingress
	if !path.IsAbs(ingress.Path) || path.Clean(ingress.Path) != ingress.Path || ingress.Path == "/" {
		c.invalid(at.Child("path"), ingress.Path, "write a path with a slash in front and none at the end, such as /"+c.values.Namespace+"/"+c.values.Name)
	}
}

// ingressURL reads a template as the operator does: names filled in, the
// scheme optional.
func ingressURL(template string) (*url.URL, error) {
	filled := templateName.ReplaceAllString(template, "x")
	if !strings.Contains(filled, "://") {
		filled = "http://" + filled
	}
	uri, err := url.Parse(filled)
	if err == nil && strings.Contains(filled, "{{") {
		err = fmt.Errorf("unknown variable in %q", template)
	}
	return uri, err
}

// groups counts the capturing groups of a regular expression.
func groups(pattern string) int {
	expression, err := regexp.Compile(pattern)
	if err != nil {
		return 0
	}
	return expression.NumSubexp()
}
