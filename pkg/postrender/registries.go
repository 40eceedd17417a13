package postrender

import (
	"regexp"
	"strings"
)

// registries are the hosts of public registries, as patterns. What begins with
// one of them and has a tag or a digest is an image wherever it stands.
// Source: the image references of the official charts of Flink, ingress-nginx,
// Redis, MinIO, JuiceFS, cert-manager and kube-prometheus-stack, and the
// registries' own documentation; November 2026.
var registries = []string{
	`(?:index\.|registry-1\.)?docker\.io`,
	`ghcr\.io`,
	`quay\.io`,
	`(?:[a-z0-9-]+\.)?gcr\.io`,
	`registry\.k8s\.io`,
	`[a-z0-9-]+\.pkg\.dev`,
	`mcr\.microsoft\.com`,
	`[a-z0-9]+\.azurecr\.io`,
	`public\.ecr\.aws`,
	`[0-9]{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com`,
	`registry\.gitlab\.com`,
	`docker\.elastic\.co`,
	`nvcr\.io`,
	`registry\.access\.redhat\.com`,
	`registry\.redhat\.io`,
	`registry\.[a-z0-9-]+\.aliyuncs\.com`,
}

const (
	repositoryPattern = `(?:[a-z0-9]+(?:[._-]+[a-z0-9]+)*/)*[a-z0-9]+(?:[._-]+[a-z0-9]+)*`
	versionPattern    = `(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}(?:@[a-z0-9]+:[0-9a-f]{32,})?|@[a-z0-9]+:[0-9a-f]{32,})`
)

var (
	hosts         = `(?:` + strings.Join(registries, "|") + `)`
	registryHost  = regexp.MustCompile(hosts + `/`)
	registryImage = regexp.MustCompile(`\b` + hosts + `/` + repositoryPattern + versionPattern)
	wholeImage    = regexp.MustCompile(`^` + hosts + `/` + repositoryPattern + versionPattern + `$`)
	// reference is what may be an image at all.
	reference = regexp.MustCompile(`^[a-z0-9][A-Za-z0-9.:_/@-]*$`)
	// versioned is a repository, with or without a registry, and a tag or digest.
	versioned = regexp.MustCompile(`^(?:[a-zA-Z0-9.-]+(?::[0-9]+)?/)?` + repositoryPattern + versionPattern + `$`)
)

// certainImage says whether a text is an image, wherever it stands.
func certainImage(text string) bool { return wholeImage.MatchString(text) }

// looksLikeImage says whether a text is an image where an image is expected.
func looksLikeImage(text string) bool { return versioned.MatchString(text) }

// namesImage says whether a flag or a variable is called after an image.
func namesImage(name string) bool {
	name = strings.ToUpper(name)
	return strings.HasSuffix(name, "IMAGE") || strings.HasPrefix(name, "RELATED_IMAGE_")
}
