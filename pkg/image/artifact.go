package image

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
)

// Artifact is a file that goes into an image.
type Artifact struct {
	// Path in the build context; empty for a download.
	Path string
	// URL and SHA256, in hexadecimal digits, of a download.
	URL, SHA256 string
}

// Name of the file.
func (a Artifact) Name() string {
	if a.URL == "" {
		return path.Base(a.Path)
	}
	parsed, err := url.Parse(a.URL)
	if err != nil {
		return ""
	}
	return path.Base(parsed.Path)
}

var (
	checksum = regexp.MustCompile(`^[0-9a-f]{64}$`)
	// plain are the characters that mean nothing to a Dockerfile or a shell.
	plain = regexp.MustCompile(`^[A-Za-z0-9._+@~/-]+$`)
	// plainURL are those of a URL without a query.
	plainURL = regexp.MustCompile(`^[A-Za-z0-9._+@~/:%-]+$`)
)

// ParseArtifact reads a path in the build context or a URL with its checksum.
// The file has one of the extensions.
func ParseArtifact(text string, extensions ...string) (Artifact, error) {
	artifact, err := parse(text)
	if err != nil {
		return Artifact{}, err
	}
	name := artifact.Name()
	switch {
	case isKey(name):
		return Artifact{}, fmt.Errorf("%s looks like a key, and everybody who pulls the image can read it: mount a Secret instead (extraVolumes)", name)
	case !slices.Contains(extensions, path.Ext(name)):
		return Artifact{}, fmt.Errorf("%s is no %s file", name, strings.Join(extensions, " or "))
	}
	return artifact, nil
}

func parse(text string) (Artifact, error) {
	if !strings.Contains(text, "://") {
		switch {
		case !plain.MatchString(text):
			return Artifact{}, errors.New("write the path of one file, of letters, digits and . _ + @ ~ - / only")
		case !fs.ValidPath(text) || text == ".":
			return Artifact{}, errors.New("write a path inside the build context, with no slash in front and no .. in it")
		}
		return Artifact{Path: text}, nil
	}
	address, sum, found := strings.Cut(text, "#sha256=")
	parsed, err := url.Parse(address)
	switch {
	case err != nil || parsed.Scheme != "https" && parsed.Scheme != "http" || parsed.Host == "" || !plainURL.MatchString(address):
		return Artifact{}, errors.New("write a plain http or https URL")
	case parsed.User != nil:
		return Artifact{}, errors.New("the URL holds a password, which would stay in the history of the image")
	case !found || !checksum.MatchString(sum):
		return Artifact{}, errors.New("append the checksum, #sha256= and 64 hexadecimal digits, as sha256sum prints it: what is downloaded must be what was tested")
	}
	return Artifact{URL: address, SHA256: sum}, nil
}

// isKey says whether a file name is one that keys, key stores and credentials
// mostly have.
func isKey(name string) bool {
	lower := strings.ToLower(name)
	switch path.Ext(lower) {
	case ".pem", ".key", ".p12", ".pfx", ".jks", ".jceks", ".keystore", ".truststore", ".keytab", ".ppk", ".env":
		return true
	}
	for _, start := range []string{"id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "kubeconfig", "credentials"} {
		if strings.HasPrefix(lower, start) {
			return true
		}
	}
	return false
}
