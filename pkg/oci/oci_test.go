package oci_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/pkg/oci"
)

const digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

func TestParse(t *testing.T) {
	for text, want := range map[string]oci.Reference{
		"redis":                                    {Registry: "docker.io", Repository: "library/redis"},
		"redis:7.2.11":                             {Registry: "docker.io", Repository: "library/redis", Tag: "7.2.11"},
		"docker.io/redis:7":                        {Registry: "docker.io", Repository: "library/redis", Tag: "7"},
		"index.docker.io/library/redis:7":          {Registry: "docker.io", Repository: "library/redis", Tag: "7"},
		"juicedata/mount:ce-v1.3.1":                {Registry: "docker.io", Repository: "juicedata/mount", Tag: "ce-v1.3.1"},
		"localhost/a:1":                            {Registry: "localhost", Repository: "a", Tag: "1"},
		"mirror:5000/a":                            {Registry: "mirror:5000", Repository: "a"},
		"[::1]:5000/a:1":                           {Registry: "[::1]:5000", Repository: "a", Tag: "1"},
		"quay.io/a/b/c/d:v1":                       {Registry: "quay.io", Repository: "a/b/c/d", Tag: "v1"},
		"registry.k8s.io/pause@" + digest:          {Registry: "registry.k8s.io", Repository: "pause", Digest: digest},
		"ghcr.io/a/b:1@" + digest:                  {Registry: "ghcr.io", Repository: "a/b", Tag: "1", Digest: digest},
		"a/b:Tag_With.All-Of":                      {Registry: "docker.io", Repository: "a/b", Tag: "Tag_With.All-Of"},
		"harbor.example.com/proxy/library/redis:7": {Registry: "harbor.example.com", Repository: "proxy/library/redis", Tag: "7"},
	} {
		if got, err := oci.Parse(text); err != nil || got != want {
			t.Errorf("%s: %+v, %v, want %+v", text, got, err, want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, text := range []string{
		"", "/", ":", "redis:", ":7", "Redis:7", "quay.io/", "quay.io/MinIO/minio:1", "a b", "redis:7\n", " redis:7",
		"redis@", "redis@sha256:abc", "redis@md5:0123456789abcdef0123456789abcdef", "redis@" + digest + "0", "https://quay.io/a/b:1", "a//b", "../a",
		"$(IMAGE)", "{{ .Values.image }}", "redis:" + strings.Repeat("a", 129), strings.Repeat("0", 64),
	} {
		if got, err := oci.Parse(text); err == nil {
			t.Errorf("%q is read as %+v", text, got)
		} else if !strings.Contains(err.Error(), fmt.Sprintf("%q", text)) {
			t.Errorf("%q: the error does not name it: %v", text, err)
		}
	}
}

func TestMirror(t *testing.T) {
	for _, test := range []struct{ mirror, image, want string }{
		{"mirror.example.com", "redis:7", "mirror.example.com/library/redis:7"},
		{"mirror.example.com", "quay.io/minio/minio:1", "mirror.example.com/minio/minio:1"},
		{"mirror:5000/flink", "quay.io/minio/minio:1", "mirror:5000/flink/minio/minio:1"},
		{"mirror:5000/flink", "ghcr.io/a/b:1@" + digest, "mirror:5000/flink/a/b:1@" + digest},
		{"mirror:5000/flink", "mirror:5000/a/b:1", "mirror:5000/flink/a/b:1"},
		{"mirror:5000/flink", "mirror:5000/flink/a/b:1", "mirror:5000/flink/a/b:1"},
		{"mirror:5000/flink", "mirror:5000/flinker/b:1", "mirror:5000/flink/flinker/b:1"},
		{"mirror:5000", "mirror:5000/a:1", "mirror:5000/a:1"},
		{"localhost/a/b", "quay.io/c", "localhost/a/b/c"},
		{"docker.io/team", "redis", "docker.io/team/library/redis"},
	} {
		m, err := oci.ParseMirror(test.mirror)
		if err != nil {
			t.Fatal(err)
		}
		got, err := m.Image(test.image)
		if err != nil || got != test.want {
			t.Errorf("%s on %s: %s, %v, want %s", test.image, test.mirror, got, err, test.want)
		}
		if again, err := m.Image(got); again != got || err != nil {
			t.Errorf("%s on %s once more: %s, %v", got, test.mirror, again, err)
		}
	}
	m, err := oci.ParseMirror("mirror:5000")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := m.Image("Not:an/image"); err == nil || got != "" {
		t.Errorf("mapped to %q, %v", got, err)
	}
}

func TestParseMirrorRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"":                           "the host has a dot or a port",
		"mirror":                     "the host has a dot or a port",
		"mirror/flink":               "the host has a dot or a port",
		"https://mirror.example.com": "leave out the scheme",
		"mirror.example.com/":        "leave out the slash",
		"mirror.example.com/Flink":   "in lower case",
		"mirror.example.com/a:1":     "write host[:port][/path]",
		"mirror.example.com/a@b":     "write host[:port][/path]",
		"mirror example.com":         "write host[:port][/path]",
		"mirror.example.com/../a":    "write host[:port][/path]",
		"a.example.com; rm -rf /tmp": "write host[:port][/path]",
		"index.docker.io/team":       "write host[:port][/path]",
	} {
		if got, err := oci.ParseMirror(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %q, %v, want %q", text, got, err, want)
		}
	}
}

func FuzzMirror(f *testing.F) {
	for _, text := range []string{"redis", "docker.io/redis:7", "quay.io/a/b@" + digest, "mirror:5000/flink/a:1", "mirror:5000/flink"} {
		f.Add(text)
	}
	m, err := oci.ParseMirror("mirror:5000/flink")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		once, err := m.Image(text)
		if err != nil {
			return
		}
		if !strings.HasPrefix(once, "mirror:5000/flink/") {
			t.Errorf("%q is at %q", text, once)
		}
		if twice, err := m.Image(once); err != nil || twice != once {
			t.Errorf("%q is at %q and then at %q, %v", text, once, twice, err)
		}
	})
}

func ExampleMirror() {
	mirror, err := oci.ParseMirror("mirror.example.com:5000/flink")
	if err != nil {
		panic(err)
	}
	image, err := mirror.Image("redis:7.2.11-bookworm")
	if err != nil {
		panic(err)
	}
	fmt.Println(image)
	// Output: mirror.example.com:5000/flink/library/redis:7.2.11-bookworm
}
