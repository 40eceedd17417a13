package check

import (
	"encoding/base64"
	"maps"
	"regexp"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/finding"
)

func secretRules() []Rule {
	return []Rule{
		{ID: "FG024", Name: "plaintext-credentials", Severity: finding.Error, About: "A password that everybody knows, such as minioadmin, in a Secret, a variable, an argument or an option. As a warning: another password outside of Secrets, and the keystore password of the operator's chart.", judge: credentials},
	}
}

// wellKnown are passwords from documentation and defaults of charts.
var wellKnown = []string{"minioadmin", "minio123", "changeme", "change-me", "password", "admin", "secret", "redis", "123456", "passw0rd"}

// keystore is the password of the keystore in the operator's chart.
const keystore = "password1234"

var (
	credentialName = regexp.MustCompile(`(?i)(password|passwd|secret[-_.]?key|access[-_.]?key|api[-_.]?key|token|credential)`)
	notCredential  = regexp.MustCompile(`(?i)(file|path|name|ref|enabled|provider|class|type|seconds|ttl|duration|expiration|allow_empty_password|mount|url|header|policy|renewal|interval|size|length)s?$`)
	minioAdmin     = regexp.MustCompile(`\bminioadmin\b`)
)

func named(name string) bool {
	return credentialName.MatchString(name) && !notCredential.MatchString(name)
}

// credentials never says what a value is.
func credentials(j *judge) {
	if _, ok := j.typed.(*corev1.Secret); ok {
		j.secret()
		return
	}
	for _, p := range j.pods() {
		for _, c := range p.containers() {
			j.variables(c)
			for field, words := range map[string][]string{"command": c.Command, "args": c.Args} {
				for i, word := range words {
					if minioAdmin.MatchString(word) {
						j.fail(item(c.path+"."+field, i), "the argument has a password that everybody knows: take one from a Secret")
					}
				}
			}
		}
	}
	for _, c := range j.clusters() {
		for _, key := range slices.Sorted(maps.Keys(c.spec.FlinkConfiguration)) {
			j.value(c.option(key), key, c.spec.FlinkConfiguration[key], "everybody who may read the resource can read the password, and the operator writes it to its log: take it from a Secret in a variable of the pod template")
		}
	}
	if configuration, ok := j.typed.(*corev1.ConfigMap); ok {
		for _, key := range slices.Sorted(maps.Keys(configuration.Data)) {
			if minioAdmin.MatchString(configuration.Data[key]) {
				j.fail(join("data", key), "it has a password that everybody knows: take one from a Secret")
			}
		}
	}
}

func (j *judge) variables(c container) {
	for i, variable := range c.Env {
		if variable.ValueFrom == nil {
			j.value(item(c.path+".env", i), variable.Name, variable.Value, "everybody who may read the object can read the password: take it from a Secret with valueFrom.secretKeyRef")
		}
	}
}

// value judges a value that is not in a Secret.
func (j *judge) value(path, name, value, plain string) {
	switch {
	case value == "" || strings.HasPrefix(value, "$(") || strings.HasPrefix(value, "${"):
	case minioAdmin.MatchString(value), named(name) && slices.Contains(wellKnown, value):
		j.fail(path, "it has a password that everybody knows: take one from a Secret")
	case named(name) && value != "true" && value != "false":
		j.warn(path, "%s", plain)
	}
}

func (j *judge) secret() {
	for _, field := range []string{"stringData", "data"} {
		node := j.node.Get(field)
		if node == nil {
			continue
		}
		for _, entry := range node.Entries {
			value := text(entry.Value)
			if field == "data" {
				decoded, err := base64.StdEncoding.DecodeString(value)
				if err != nil {
					continue
				}
				value = string(decoded)
			}
			value = strings.TrimSpace(value)
			switch {
			case value == keystore:
				j.warn(join(field, entry.Key), "it is the password that everybody knows from a chart: make one of your own")
			case minioAdmin.MatchString(value), slices.Contains(wellKnown, value) && likelySecret(entry.Key):
				j.fail(join(field, entry.Key), "everybody knows this password: make one of your own, such as with flinkgen secrets")
			}
		}
	}
}

// likelySecret says whether a key of a Secret holds a password and no user.
func likelySecret(key string) bool {
	key = strings.ToLower(key)
	return !strings.Contains(key, "user") && !strings.HasSuffix(key, "name") && key != "type" && key != "storage"
}
