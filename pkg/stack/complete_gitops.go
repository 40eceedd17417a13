package stack

import (
	"path"
	"regexp"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// gitOps fills and checks the section; a stack without it needs none.
func (c *completion) gitOps() {
	g := &c.spec.GitOps
	if *g == (GitOps{}) {
		return
	}
	if g.RepoURL != "" {
		revision := "main"
		if strings.HasPrefix(g.RepoURL, "oci://") {
			revision = "latest"
		}
		fill(&g.TargetRevision, revision)
	}
	fill(&g.ArgoCD.Namespace, "argocd")
	fill(&g.ArgoCD.Project, c.stack.Metadata.Name)
	fill(&g.ArgoCD.RootProject, "default")
	if g.ArgoCD.Destination == (Destination{}) {
		g.ArgoCD.Destination.Server = "https://kubernetes.default.svc"
	}
	fill(&g.Flux.Namespace, "flux-system")
	fill(&g.Flux.Interval, "10m")
	fill(&g.Flux.Timeout, "10m")
	at := specPath("gitops")
	c.repository(g, at)
	c.argoCD(g.ArgoCD, at.Child("argocd"))
	c.flux(g.Flux, at.Child("flux"))
}

// repositoryURL is what Argo CD or Flux take: a URL, or a host and path for ssh.
var repositoryURL = regexp.MustCompile(`^((https?|ssh|oci)://[^\s/]+/\S+|[\w.-]+@[\w.-]+:\S+)$`)

// userPassword is a password before the host of a URL.
var userPassword = regexp.MustCompile(`^\w+://[^/@]*:[^/]*@`)

func (c *completion) repository(g *GitOps, at *field.Path) {
	switch {
	case g.RepoURL == "":
	case userPassword.MatchString(g.RepoURL):
		c.fail(field.Forbidden(at.Child("repoURL"), "what is rendered would hold the password: give it to Argo CD or Flux in a Secret"))
	case !repositoryURL.MatchString(g.RepoURL):
		c.fail(field.Invalid(at.Child("repoURL"), g.RepoURL, "write https://HOST/PATH, ssh://HOST/PATH, git@HOST:PATH or oci://HOST/PATH"))
	}
	if strings.ContainsAny(g.TargetRevision, " \t\n~^:?*[\\") && !strings.HasPrefix(g.TargetRevision, "sha256:") {
		c.fail(field.Invalid(at.Child("targetRevision"), g.TargetRevision, "write a branch, refs/tags/NAME or a commit"))
	}
	if p := g.Path; p != "" && (path.Clean(p) != strings.TrimSuffix(p, "/") || path.IsAbs(p) || strings.HasPrefix(p, "..") || strings.ContainsAny(p, "\\\n")) {
		c.fail(field.Invalid(at.Child("path"), p, "write the directory relative to the root of the repository, such as clusters/prod"))
	}
	c.subdomain(at.Child("clusterSecretStore"), g.ClusterSecretStore)
}

func (c *completion) argoCD(a ArgoCD, at *field.Path) {
	c.label(at.Child("namespace"), a.Namespace)
	c.subdomain(at.Child("project"), a.Project)
	c.subdomain(at.Child("rootProject"), a.RootProject)
	if a.Project == a.RootProject {
		c.fail(field.Invalid(at.Child("project"), a.Project, "this is the project of the Application that writes it: choose another name"))
	}
	if a.Destination.Name != "" && a.Destination.Server != "" {
		c.fail(field.Invalid(at.Child("destination"), a.Destination.Name, "name the cluster or its server, not both"))
	}
	if server := a.Destination.Server; server != "" && !strings.HasPrefix(server, "https://") && !strings.HasPrefix(server, "http://") {
		c.fail(field.Invalid(at.Child("destination", "server"), server, "write the URL of the API, such as https://kubernetes.default.svc"))
	}
}

// duration is what Flux takes (the pattern in its CustomResourceDefinitions).
var duration = regexp.MustCompile(`^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$`)

func (c *completion) flux(f Flux, at *field.Path) {
	c.label(at.Child("namespace"), f.Namespace)
	for _, one := range []struct{ name, value string }{{"interval", f.Interval}, {"timeout", f.Timeout}} {
		if !duration.MatchString(one.value) {
			c.fail(field.Invalid(at.Child(one.name), one.value, "write a duration such as 10m or 1h30m"))
		}
	}
	c.subdomain(at.Child("serviceAccountName"), f.ServiceAccountName)
	c.subdomain(at.Child("secretRef", "name"), f.SecretRef.Name)
	if f.SourceRef == (FluxSource{}) {
		return
	}
	source := at.Child("sourceRef")
	if f.SourceRef.Kind == "" {
		c.fail(field.Required(source.Child("kind"), "write GitRepository, OCIRepository or Bucket"))
	}
	if f.SourceRef.Name == "" {
		c.fail(field.Required(source.Child("name"), "name the source"))
	}
	c.subdomain(source.Child("name"), f.SourceRef.Name)
	if f.SourceRef.Namespace != "" {
		c.label(source.Child("namespace"), f.SourceRef.Namespace)
	}
}

func (c *completion) label(at *field.Path, name string) {
	if problems := validation.IsDNS1123Label(name); len(problems) > 0 {
		c.fail(field.Invalid(at, name, problems[0]))
	}
}

// subdomain refuses a name that no object can have; it may be empty.
func (c *completion) subdomain(at *field.Path, name string) {
	if name == "" {
		return
	}
	if problems := validation.IsDNS1123Subdomain(name); len(problems) > 0 {
		c.fail(field.Invalid(at, name, problems[0]))
	}
}
