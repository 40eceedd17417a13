package stack

import "github.com/flinkgen/flinkgen/pkg/component"

// ownRoute leads to the web UI of a job that no operator makes an Ingress for.
func (c *completion) ownRoute(j *Job) {
	in := c.spec.Ingress
	if j.Ingress.Path == "" {
		j.Ingress.SlashRedirect = true
		j.Ingress.Annotations = component.Merge(map[string]string{"nginx.ingress.kubernetes.io/rewrite-target": "/$1"}, j.Ingress.Annotations)
		fill(&j.Ingress.Host, in.Host)
		fill(&j.Ingress.Path, "/"+j.Namespace+"/"+j.Name)
	}
}
