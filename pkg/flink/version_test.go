package flink

import (
	"slices"
	"testing"
)

func TestParseVersion(t *testing.T) {
	for text, want := range map[string]Version{
		"v1_20": {1, 20}, "1.20": {1, 20}, "1.20.4": {1, 20}, "v2_0": {2, 0},
	} {
		got, err := ParseVersion(text)
		if err != nil || got != want {
			t.Errorf("ParseVersion(%q) = %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "1", "v1.20", "1_20", "latest", "1.20-java11", "v99999999999999999999_1"} {
		if got, err := ParseVersion(text); err == nil {
			t.Errorf("ParseVersion(%q) = %v, want an error", text, got)
		}
	}
}

func TestVersionSpelling(t *testing.T) {
	for _, version := range Versions() {
		for _, text := range []string{version.String(), version.Operator()} {
			if got, err := ParseVersion(text); err != nil || got != version {
				t.Errorf("%q reads as %v, %v", text, got, err)
			}
		}
	}
}

func TestVersionsAreSorted(t *testing.T) {
	if !slices.IsSortedFunc(Versions(), func(a, b Version) int { return b.Compare(a) }) {
		t.Errorf("not the newest first: %v", Versions())
	}
	if (Version{1, 9}).AtLeast(Version{1, 20}) {
		t.Error("1.9 counts as newer than 1.20")
	}
}

func TestConfigurationFile(t *testing.T) {
	for version, want := range map[Version]string{
		{1, 20}: "flink-conf.yaml", {2, 0}: "config.yaml",
	} {
		if got := version.ConfigurationFile(); got != want {
			t.Errorf("%v: %s, want %s", version, got, want)
		}
	}
}

// The rules of the Java compatibility page: 8 until 1.20, 17 from 1.18, 21 from 2.0.
func TestJavaVersions(t *testing.T) {
	for _, version := range Versions() {
		java := version.JavaVersions()
		if got, want := slices.Contains(java, 8), !version.AtLeast(V2_0); got != want {
			t.Errorf("%v with Java 8: %t", version, got)
		}
		if got, want := slices.Contains(java, 17), version.AtLeast(Version{1, 18}); got != want {
			t.Errorf("%v with Java 17: %t", version, got)
		}
		if got, want := slices.Contains(java, 21), version.AtLeast(V2_0); got != want {
			t.Errorf("%v with Java 21: %t", version, got)
		}
	}
}

func TestImageTag(t *testing.T) {
	for _, test := range []struct {
		repository, tag string
		version         Version
		java            int
		ok              bool
	}{
		{"library/flink", "2.2.1-scala_2.12-java17", Version{2, 2}, 17, true},
		{"apache/flink", "1.20-java11", Version{1, 20}, 11, true},
		{"library/flink", "1.17.2", Version{1, 17}, 0, true},
		{"library/flink", "latest", Version{}, 0, false},
		{"library/flink", "scala_2.12-java17", Version{}, 0, false},
		{"team/job-test", "1.2", Version{}, 0, false},
		{"team/job", "1.20.4-java17", Version{1, 20}, 17, true},
		{"team/notflink", "3.1", Version{}, 0, false},
	} {
		version, java, ok := ImageTag(test.repository, test.tag)
		if version != test.version || java != test.java || ok != test.ok {
			t.Errorf("ImageTag(%q, %q) = %v, %d, %t", test.repository, test.tag, version, java, ok)
		}
	}
}
