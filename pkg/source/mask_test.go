package source

import (
	"strings"
	"testing"
)

// Every line of these files is shown as an error would show it; the secret
// must not be in it, and where shown is set it must look like that.
func TestSecretsAreNeverShown(t *testing.T) {
	for _, test := range []struct{ name, text, shown string }{
		{"value", "password: hunter2", "password: ***"},
		{"quoted key", `"rootPassword": 'hunter2'`, `"rootPassword": ***`},
		{"dashes", "s3.secret-key: hunter2", "s3.secret-key: ***"},
		{"upper case", "AWS_SECRET_ACCESS_KEY: hunter2", "AWS_SECRET_ACCESS_KEY: ***"},
		{"access key", "- accessKey: hunter2", "- accessKey: ***"},
		{"mistyped", "pasword: hunter2", "pasword: ***"},
		{"swapped", "sercet: hunter2", "sercet: ***"},
		{"block", "password: |\n  hunter2\n  a: hunter2\nreplicas: 1", "password: ***\n  ***\n  a: ***\nreplicas: 1"},
		{"map", "token:\n  value: hunter2\nreplicas: 1", "token:\n  value: ***\nreplicas: 1"},
		{"list", "tokens:\n- hunter2\n- hunter2\nreplicas: 1", "tokens:\n- ***\n- ***\nreplicas: 1"},
		{"two lines in quotes", "password: \"a\nhunter2\"\nreplicas: 1", ""},
		{"flow", "redis: {replicas: 1, password: hunter2}", "redis: {replicas: 1, password: ***"},
		{"JSON", `{"redis":{"password":"hunter2"}}`, `{"redis":{"password":***`},
		{"variable", "- name: DB_PASSWORD\n  value: hunter2\n- name: x\n  value: y", "- name: DB_PASSWORD\n  value: ***\n- name: x\n  value: y"},
		{"variable upside down", "- value: hunter2\n  name: DB_PASSWORD", "- value: ***\n  name: DB_PASSWORD"},
		{"variable in one line", "- {value: hunter2, name: DB_PASSWORD}", "- {***"},
		{"argument", "args: [--password=hunter2]", "args: [--password=***"},
		{"URL", "metaURL: redis://:hunter2@redis:6379/1", "metaURL: redis://***@redis:6379/1"},
		{"URL and key", "{u: redis://:hunter2@redis, password: hunter2}", "{u: redis://***"},
		{"comment", "# password: hunter2", "# password: ***"},
		{"no colon", "a: 1\npassword=hunter2", "a: 1\npassword=***"},
		{"reference", "secretName: credentials\nsecretKeyRef: {name: a, key: b}\nexistingSecret: mine\nimagePullSecrets: [{name: a}]", "secretName: credentials\nsecretKeyRef: {name: a, key: b}\nexistingSecret: mine\nimagePullSecrets: [{name: a}]"},
		{"below a reference", "secretRef:\n  name: a\nport: 1", "secretRef:\n  name: a\nport: 1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			file := newFile("x", test.text)
			var shown []string
			for i := range file.lines {
				text, _ := Position{file, i + 1, 1}.excerpt(false)
				shown = append(shown, text)
			}
			got := strings.Join(shown, "\n")
			if strings.Contains(got, "hunter2") {
				t.Errorf("the secret is shown:\n%s", got)
			}
			if test.shown != "" && got != test.shown {
				t.Errorf("got\n%s\nwant\n%s", got, test.shown)
			}
		})
	}
}

// Whatever is wrong around a secret, it is in no part of the error.
func TestSecretsAreInNoMessage(t *testing.T) {
	for _, text := range []string{
		"spec: {redis: {password: [hunter2]}}",
		"spec:\n  redis:\n    password:\n    - hunter2\n",
		"spec:\n  redis:\n    password:\n      hunter2: {}\n",
		"spec: {redis: {passwort: hunter2}}",
		"spec: {redis: {authTkn: hunter2}}",
		"spec: {redis: {replicas: 'redis://:hunter2@x'}}",
		"spec: {redis: {image: 'redis://:hunter2@x'}}",
		"spec:\n  redis:\n    replicas:\n      password: hunter2\n",
		"spec:\n  redis:\n    quotas: {token: hunter2}\n",
		"spec:\n  redis:\n    quotas:\n      token:\n        hunter2\n",
		"spec:\n  redis:\n    password: !hunter2\n    pwd: *hunter2\n",
		"spec:\n  redis:\n    password: @hunter2\n",
		"spec:\n  redis:\n    password: a: hunter2\n",
		"spec:\n  redis:\n    password: {hunter2\n",
		"spec:\n  redis:\n   password: a\n   hunter2\n  x: 1\n",
		"spec:\n  jobs:\n  - env:\n    - name: A_TOKEN\n      value: [hunter2]\n",
	} {
		node, err := Parse("stack.yaml", []byte(text))
		if err == nil {
			var s stack
			err = Decode(node, &s).Err()
		}
		if err == nil {
			t.Errorf("%q was accepted", text)
			continue
		}
		if strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%q:\n%v", text, err)
		}
	}
}

func TestNearest(t *testing.T) {
	names := []string{"replicas", "resources", "nodeSelector", "name", "jarURI", "tag"}
	for word, want := range map[string]string{
		"replcas": "replicas", "replicsa": "replicas", "Replicas": "replicas", "nodeselector": "nodeSelector",
		"nmae": "name", "jarUri": "jarURI", "JARURL": "jarURI", "tg": "tag", "x": "", "zookeeper": "", "": "", "name": "",
		strings.Repeat("x", 10000): "",
	} {
		if got := nearest(word, names); got != want {
			t.Errorf("nearest to %.20q is %q, want %q", word, got, want)
		}
	}
}
