package image

import (
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/flink"
)

const sum = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

func TestParseArtifact(t *testing.T) {
	for text, want := range map[string]Artifact{
		"job.jar":        {Path: "job.jar"},
		"target/job.jar": {Path: "target/job.jar"},
		"https://example.com/a/connector-3.4.0-1.20.jar#sha256=" + sum: {URL: "https://example.com/a/connector-3.4.0-1.20.jar", SHA256: sum},
	} {
		got, err := ParseArtifact(text, ".jar")
		if err != nil || got != want {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
	if got := (Artifact{URL: "https://example.com/a/b.jar"}).Name(); got != "b.jar" {
		t.Errorf("name %q", got)
	}
}

func TestParseArtifactRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"":                                     "path of one file",
		"/etc/job.jar":                         "inside the build context",
		"../job.jar":                           "inside the build context",
		"a//b.jar":                             "inside the build context",
		"target/*.jar":                         "path of one file",
		"my job.jar":                           "path of one file",
		"job.jar\nUSER root":                   "path of one file",
		"$(id).jar":                            "path of one file",
		"target":                               "no .jar file",
		"kafka-key-bj/client.jks":              "looks like a key",
		"secrets/flink.KEYTAB":                 "looks like a key",
		"kafka/id_rsa.jar":                     "looks like a key",
		"tls/server.pem":                       "looks like a key",
		"tls/server.key":                       "looks like a key",
		"tls/store.p12":                        "looks like a key",
		"https://example.com/a.jar":            "append the checksum",
		"https://example.com/a.jar#sha":        "plain http or https URL",
		"https://example.com/a.jar#sha256=abc": "append the checksum",
		"https://me:pw@example.com/a.jar#sha256=" + sum:        "holds a password",
		"ftp://example.com/a.jar#sha256=" + sum:                "plain http or https URL",
		"https://example.com/a.jar?token=x#sha256=" + sum:      "plain http or https URL",
		"https://example.com/store.jks#sha256=" + sum:          "looks like a key",
		"https://example.com/a.jar\\\nRUN id#sha256=" + sum:    "plain http or https URL",
		"https://example.com/a.jar#sha256=" + sum + "\nRUN id": "append the checksum",
	} {
		if got, err := ParseArtifact(text, ".jar"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: want %q, got %+v, %v", text, want, got, err)
		}
	}
}

func valid() Build {
	return Build{
		Base: component.Image{Registry: "docker.io", Repository: "library/flink", Tag: "1.20.4-scala_2.12-java17"}, Java: 17,
		Packages:  []string{"tzdata", "libc6=2.36-9+deb12u9"},
		Hadoop:    Hadoop{Jar: "lib/hadoop.jar", Configuration: []string{"conf/core-site.xml"}},
		Libraries: []string{"lib/a.jar", "lib/b.jar"},
		Plugins:   []Plugin{{Name: "s3-fs-presto"}, {Name: "own", Jars: []string{"own/a.jar"}}},
		Jars:      []string{"target/a.jar"},
	}
}

func TestValidate(t *testing.T) {
	if problems := Validate(valid(), flink.V1_20, field.NewPath("b")); len(problems) > 0 {
		t.Fatal(problems.ToAggregate())
	}
	for _, test := range []struct {
		where  string
		change func(*Build)
	}{
		{"b.base", func(b *Build) { b.Base.Tag = "" }},
		{"b.base", func(b *Build) { b.Base.Tag = "latest" }},
		{"b.base", func(b *Build) { b.Base.Tag = "1.19.3-scala_2.12-java17" }},
		{"b.java", func(b *Build) { b.Java = 11 }},
		{"b.java", func(b *Build) { b.Java, b.Base = 21, component.Image{Repository: "team/base", Tag: "1"} }},
		{"b.packages[1]", func(b *Build) { b.Packages[1] = "curl; rm -rf /" }},
		{"b.hadoop.jar", func(b *Build) { b.Hadoop.Jar = "lib/hadoop.zip" }},
		{"b.hadoop.configuration[0]", func(b *Build) { b.Hadoop.Configuration[0] = "conf/flink.keytab" }},
		{"b.hadoop.configuration[0]", func(b *Build) { b.Hadoop.Configuration[0] = "https://example.com/core-site.xml#sha256=" + sum }},
		{"b.hadoop.configuration[1]", func(b *Build) { b.Hadoop.Configuration = append(b.Hadoop.Configuration, "other/core-site.xml") }},
		{"b.libraries[1]", func(b *Build) { b.Libraries[1] = "other/a.jar" }},
		{"b.libraries[1]", func(b *Build) { b.Libraries[1] = "other/hadoop.jar" }},
		{"b.plugins[0].name", func(b *Build) { b.Plugins[0].Name = "s3" }},
		{"b.plugins[0].name", func(b *Build) { b.Plugins[0].Name = "../lib" }},
		{"b.plugins[1].name", func(b *Build) { b.Plugins[1].Name = "s3-fs-presto" }},
		{"b.plugins[1].jars[0]", func(b *Build) { b.Plugins[1].Jars[0] = "a.pem" }},
		{"b.jars[0]", func(b *Build) { b.Jars[0] = "/job.jar" }},
	} {
		b := valid()
		test.change(&b)
		problems := Validate(b, flink.V1_20, field.NewPath("b"))
		if len(problems) != 1 || problems[0].Field != test.where {
			t.Errorf("want one problem at %s, got %v", test.where, problems)
		}
	}
	b := valid()
	b.Jars[0] = "https://me:secret@example.com/a.jar#sha256=" + sum
	if problems := Validate(b, flink.V1_20, field.NewPath("b")); strings.Contains(problems.ToAggregate().Error(), "secret") {
		t.Errorf("the password is in the error: %v", problems)
	}
}

func TestIsZero(t *testing.T) {
	if !(Build{}).IsZero() || valid().IsZero() || (Build{Java: 17}).IsZero() {
		t.Error("nothing to build is not told from something")
	}
	if !valid().HasPlugin("own") || valid().HasPlugin("gs-fs-hadoop") {
		t.Error("plugins are not found")
	}
}
