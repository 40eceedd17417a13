package dockerfile_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/flink"
	"github.com/flinkgen/flinkgen/pkg/image"
	"github.com/flinkgen/flinkgen/pkg/internal/golden"
	"github.com/flinkgen/flinkgen/pkg/render/dockerfile"
)

const sum = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

func official(tag string) component.Image {
	return component.Image{Registry: "docker.io", Repository: "library/flink", Tag: tag}
}

// images are builds as people need them. "hadoop" is a recipe of 2022 without
// its mistakes.
var images = map[string]image.Build{
	"plain": {
		Base: official("2.2.1-scala_2.12-java17"),
		Jars: []string{"target/orders.jar"},
	},
	"connectors": {
		Base: official("1.20.4-scala_2.12-java17"),
		Libraries: []string{
			"lib/mysql-connector-j-9.4.0.jar",
			"https://repo.maven.apache.org/maven2/org/apache/flink/flink-sql-connector-kafka/3.4.0-1.20/flink-sql-connector-kafka-3.4.0-1.20.jar#sha256=" + sum,
			"https://repo.maven.apache.org/maven2/org/apache/flink/flink-connector-jdbc/3.3.0-1.20/flink-connector-jdbc-3.3.0-1.20.jar#sha256=" + sum,
		},
		Plugins: []image.Plugin{
			{Name: "s3-fs-presto"},
			{Name: "s3-fs-hadoop"},
			{Name: "lineage", Jars: []string{"plugins/lineage.jar", "plugins/lineage-client.jar"}},
		},
		Packages: []string{"python3", "fonts-noto-cjk", "python3"},
		Jars:     []string{"target/orders.jar", "target/returns.jar"},
	},
	"hadoop": {
		Base: component.Image{Registry: "registry.example.com", Repository: "base/streaming", Tag: "1.15.4", Digest: "sha256:" + sum},
		Hadoop: image.Hadoop{
			Jar:           "lib/flink-shaded-hadoop-3-uber-3.1.1.7.2.9.0-173-9.0.jar",
			Configuration: []string{"conf/core-site.xml", "conf/hdfs-site.xml"},
		},
		Libraries: []string{"lib/commons-cli-1.5.0.jar", "lib/mysql-connector-java-8.0.30.jar", "lib/flink-connector-jdbc-1.15.2.jar"},
		Jars:      []string{"target/Streaming-Job.jar", "target/Batch-Job.jar"},
	},
}

func render(t *testing.T, name string) (file, ignore string) {
	t.Helper()
	build := images[name]
	version, _, known := flink.ImageTag(build.Base.Repository, build.Base.Tag)
	if !known {
		version = flink.V1_15
	}
	if problems := image.Validate(build, version, field.NewPath("build")); len(problems) > 0 {
		t.Fatal(problems.ToAggregate())
	}
	one, two, err := dockerfile.Render(dockerfile.Image{
		Job: name, Reference: "registry.example.com/" + name + ":1.4.2", File: "image/Dockerfile", Build: build,
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(one), string(two)
}

func TestGolden(t *testing.T) {
	for name := range images {
		t.Run(name, func(t *testing.T) {
			file, ignore := render(t, name)
			golden.File(t, filepath.Join("testdata", name, dockerfile.Name), file)
			golden.File(t, filepath.Join("testdata", name, dockerfile.IgnoreName), ignore)
		})
	}
}

// instructions joins the lines of a Dockerfile that belong together.
func instructions(file string) [][]string {
	var all [][]string
	joined := strings.ReplaceAll(file, "\\\n", " ")
	for line := range strings.Lines(joined) {
		if words := strings.Fields(line); len(words) > 0 && !strings.HasPrefix(words[0], "#") {
			all = append(all, words)
		}
	}
	return all
}

// TestLint holds every Dockerfile to the rules: a base that is pinned, no
// download without its checksum, files that belong to flink, apt without its
// lists, no key, and in the end the user flink.
func TestLint(t *testing.T) {
	for name := range images {
		t.Run(name, func(t *testing.T) {
			file, ignore := render(t, name)
			all := instructions(file)
			copied := map[string]bool{}
			user := ""
			for _, words := range all {
				line := strings.Join(words, " ")
				switch words[0] {
				case "FROM":
					if !strings.Contains(words[1], ":") || strings.HasSuffix(words[1], ":latest") {
						t.Errorf("not pinned: %s", line)
					}
				case "USER":
					user = words[1]
				case "ADD":
					if !strings.Contains(line, "--checksum=sha256:") || !strings.Contains(line, "--chmod=644") || !strings.Contains(line, "https://") {
						t.Errorf("a download without checksum or rights: %s", line)
					}
					fallthrough
				case "COPY":
					if words[1] != "--chown=flink:flink" {
						t.Errorf("files of root: %s", line)
					}
					if to := words[len(words)-1]; !strings.HasPrefix(to, "$FLINK_HOME/") && to != "$HADOOP_CONF_DIR/" {
						t.Errorf("to %s: %s", to, line)
					}
					for _, from := range words[2 : len(words)-1] {
						if words[0] == "COPY" {
							copied[from] = true
						}
						for _, secret := range []string{".pem", ".key", ".p12", ".jks", ".keytab", "id_rsa"} {
							if strings.Contains(from, secret) {
								t.Errorf("a key: %s", line)
							}
						}
					}
				case "RUN":
					if strings.Contains(line, "apt-get install") && !strings.HasSuffix(line, "rm -rf /var/lib/apt/lists/*") {
						t.Errorf("apt leaves its lists: %s", line)
					}
				case "ENV":
				default:
					t.Errorf("an instruction that is not expected: %s", line)
				}
			}
			if last := all[len(all)-1]; user != "flink" || last[0] != "USER" {
				t.Errorf("the last user is %q, the last instruction %v", user, last)
			}
			seen := map[string]bool{}
			for line := range strings.Lines(ignore) {
				if path, found := strings.CutPrefix(strings.TrimSpace(line), "!"); found {
					seen[path] = true
				}
			}
			if diff := cmp.Diff(copied, seen); diff != "" {
				t.Errorf("the build sees other files than it copies (-copied +seen):\n%s", diff)
			}
		})
	}
}

// What Validate would refuse is no Dockerfile either.
func TestRenderRefuses(t *testing.T) {
	build := images["plain"]
	build.Libraries = []string{"kafka-key/client.pem"}
	if file, _, err := dockerfile.Render(dockerfile.Image{Build: build}); err == nil || len(file) > 0 {
		t.Errorf("got %q, %v", file, err)
	}
}
