package source

import (
	"strings"
	"testing"
)

func TestDecodeErrors(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"unknown field", "spec:\n  redis:\n    replcas: 5\n", `
stack.yaml:3:5: spec.redis.replcas: unknown field "replcas"; did you mean "replicas"?
   3 |     replcas: 5
     |     ^
`},
		{"unknown field in another case", "spec:\n  redis: {nodeselector: {}}\n", `
stack.yaml:2:11: spec.redis.nodeselector: unknown field "nodeselector"; did you mean "nodeSelector"?
   2 |   redis: {nodeselector: {}}
     |           ^
`},
		{"unknown field with nothing near", "spec:\n  zookeeper: 5\n", `
stack.yaml:2:3: spec.zookeeper: unknown field "zookeeper"
   2 |   zookeeper: 5
     |   ^
`},
		{"field one level too deep", "spec:\n  redis:\n    apiVersion: v1\n    jobs: []\n", `
stack.yaml:3:5: spec.redis.apiVersion: unknown field "apiVersion"; it belongs at the top level
   3 |     apiVersion: v1
     |     ^
stack.yaml:4:5: spec.redis.jobs: unknown field "jobs"; it is a field of spec
   4 |     jobs: []
     |     ^
`},
		{"field one level too high", "spec:\n  parallelism: 5\n  tolerations: []\n", `
stack.yaml:2:3: spec.parallelism: unknown field "parallelism"
   2 |   parallelism: 5
     |   ^
stack.yaml:3:3: spec.tolerations: unknown field "tolerations"; it is a field of "redis"
   3 |   tolerations: []
     |   ^
`},
		{"field of a list item", "spec:\n  jobs:\n  - name: a\n  - name: b\n    paralelism: 2\n", `
stack.yaml:5:5: spec.jobs[1].paralelism: unknown field "paralelism"; did you mean "parallelism"?
   5 |     paralelism: 2
     |     ^
`},
		{"all at once", "spec:\n  redis:\n    replicas: many\n    enabled: 1\n  nodes: node1\n", `
stack.yaml:3:15: spec.redis.replicas: expected a whole number, found the string "many"
   3 |     replicas: many
     |               ^
stack.yaml:4:14: spec.redis.enabled: expected true or false, found the number 1
   4 |     enabled: 1
     |              ^
stack.yaml:5:10: spec.nodes: expected a list, found the string "node1"; write it in [ ]
   5 |   nodes: node1
     |          ^
`},
		{"number for a string", "spec:\n  redis:\n    priorityClassName: 100\n", `
stack.yaml:3:24: spec.redis.priorityClassName: expected a string, found the number 100; quote it: "100"
   3 |     priorityClassName: 100
     |                        ^
`},
		{"boolean in a list of strings", "spec:\n  nodes: [node1, true]\n", `
stack.yaml:2:18: spec.nodes[1]: expected a string, found true; quote it: "true"
   2 |   nodes: [node1, true]
     |                  ^
`},
		{"string for a boolean", "spec:\n  redis:\n    enabled: yes\n", `
stack.yaml:3:14: spec.redis.enabled: expected true or false, found the string "yes"; write true
   3 |     enabled: yes
     |              ^
`},
		{"quoted boolean", "spec:\n  redis:\n    enabled: \"true\"\n", `
stack.yaml:3:14: spec.redis.enabled: expected true or false, found the string "true"; remove the quotes
   3 |     enabled: "true"
     |              ^
`},
		{"quoted number", "spec:\n  redis:\n    replicas: \"3\"\n", `
stack.yaml:3:15: spec.redis.replicas: expected a whole number, found the string "3"; remove the quotes
   3 |     replicas: "3"
     |               ^
`},
		{"underscores", "spec:\n  redis:\n    replicas: 1_000\n", `
stack.yaml:3:15: spec.redis.replicas: expected a whole number, found the string "1_000"; remove the underscores
   3 |     replicas: 1_000
     |               ^
`},
		{"fraction for a whole number", "spec:\n  redis:\n    replicas: 1.5\n", `
stack.yaml:3:15: spec.redis.replicas: expected a whole number, found the number 1.5
   3 |     replicas: 1.5
     |               ^
`},
		{"octal", "spec:\n  redis:\n    replicas: 0644\n", `
stack.yaml:3:15: spec.redis.replicas: a number that starts with 0 is octal for some programs and decimal for others; write 0o644 (which is 420) or 644
   3 |     replicas: 0644
     |               ^
`},
		{"too large", "spec:\n  redis:\n    replicas: 3000000000\n    port: 65536\n    portRange: [127, -129]\n", `
stack.yaml:3:15: spec.redis.replicas: the number 3000000000 is out of range: -2147483648 to 2147483647
   3 |     replicas: 3000000000
     |               ^
stack.yaml:4:11: spec.redis.port: the number 65536 is out of range: 0 to 65535
   4 |     port: 65536
     |           ^
stack.yaml:5:22: spec.redis.portRange[1]: the number -129 is out of range: -128 to 127
   5 |     portRange: [127, -129]
     |                      ^
`},
		{"too small for unsigned", "spec:\n  redis:\n    port: -1\n", `
stack.yaml:3:11: spec.redis.port: the number -1 is out of range: 0 to 65535
   3 |     port: -1
     |           ^
`},
		{"infinite", "spec:\n  redis:\n    weight: .inf\n", `
stack.yaml:3:13: spec.redis.weight: the number is not finite
   3 |     weight: .inf
     |             ^
`},
		{"map for a scalar", "spec:\n  redis:\n    replicas: {a: 1}\n", `
stack.yaml:3:15: spec.redis.replicas: expected a whole number, found a map
   3 |     replicas: {a: 1}
     |               ^
`},
		{"list for a map", "spec:\n  redis: [1]\n", `
stack.yaml:2:10: spec.redis: expected a map, found a list
   2 |   redis: [1]
     |          ^
`},
		{"scalar for a map", "spec: redis\n", `
stack.yaml:1:7: spec: expected a map, found the string "redis"
   1 | spec: redis
     |       ^
`},
		{"map for a list", "spec:\n  nodes: {node1, node2}\n", `
stack.yaml:2:10: spec.nodes: expected a list, found a map
   2 |   nodes: {node1, node2}
     |          ^
`},
		{"null in a list", "spec:\n  nodes: [a, null]\n", `
stack.yaml:2:14: spec.nodes[1]: expected a value, found null; remove the empty item
   2 |   nodes: [a, null]
     |              ^
`},
		{"list in a map of strings", "spec:\n  vars:\n    a.b/c: [1]\n", `
stack.yaml:3:12: spec.vars["a.b/c"]: expected a string, found a list
   3 |     a.b/c: [1]
     |            ^
`},
		{"enum", "spec:\n  jobs:\n  - upgradeMode: savepont\n  - mode: session\n", `
stack.yaml:3:18: spec.jobs[0].upgradeMode: expected one of stateless, last-state, savepoint, found the string "savepont"; did you mean "savepoint"?
   3 |   - upgradeMode: savepont
     |                  ^
stack.yaml:4:11: spec.jobs[1].mode: expected one of native, standalone, found the string "session"
   4 |   - mode: session
     |           ^
`},
		{"quantity", "spec:\n  redis:\n    size: 2GiB\n    resources: {limits: {memory: lots}}\n", `
stack.yaml:3:11: spec.redis.size: expected a quantity such as 500m, 2 or 4Gi, found the string "2GiB"
   3 |     size: 2GiB
     |           ^
stack.yaml:4:34: spec.redis.resources.limits.memory: expected a quantity such as 500m, 2 or 4Gi, found the string "lots"
   4 |     resources: {limits: {memory: lots}}
     |                                  ^
`},
		{"int or string", "spec:\n  redis:\n    maxUnavailable: 1.5\n", `
stack.yaml:3:21: spec.redis.maxUnavailable: expected a whole number or a string such as 25%, found the number 1.5
   3 |     maxUnavailable: 1.5
     |                     ^
`},
		{"durations", "spec:\n  redis:\n    timeout: 30\n    wait: soon\n", `
stack.yaml:3:14: spec.redis.timeout: expected a duration such as 30s or 5m, found the number 30
   3 |     timeout: 30
     |              ^
stack.yaml:4:11: spec.redis.wait: expected a duration such as 30s or 5m, found the string "soon"
   4 |     wait: soon
     |           ^
`},
		{"base64", "spec:\n  redis:\n    data: '*'\n", `
stack.yaml:3:11: spec.redis.data: expected base64 text, found the string "*"
   3 |     data: '*'
     |           ^
`},
		{"image", "spec:\n  redis:\n    image: \"redis:\"\n", `
stack.yaml:3:12: spec.redis.image: image "redis:": write [registry/]name:tag in lower case, or name@sha256: and 64 hexadecimal digits
   3 |     image: "redis:"
     |            ^
`},
		{"field of an image", "spec:\n  redis:\n    image: {tg: \"7\"}\n", `
stack.yaml:3:13: spec.redis.image.tg: unknown field "tg"; did you mean "tag"?
   3 |     image: {tg: "7"}
     |             ^
`},
		{"number in an untyped value", "spec:\n  extra: {a: [99999999999999999999]}\n", `
stack.yaml:2:15: spec.extra.a[0]: the number 99999999999999999999 is out of range: -9223372036854775808 to 9223372036854775807
   2 |   extra: {a: [99999999999999999999]}
     |               ^
`},
		{"field of a Kubernetes type", "spec:\n  redis:\n    tolerations:\n    - key: a\n      efect: NoSchedule\n", `
stack.yaml:5:7: spec.redis.tolerations[0].efect: unknown field "efect"; did you mean "effect"?
   5 |       efect: NoSchedule
     |       ^
`},
		{"password", "spec:\n  redis:\n    password: 12345678\n", `
stack.yaml:3:15: spec.redis.password: expected a string, found a number or boolean; quote it
   3 |     password: ***
     |               ^
`},
		{"mistyped password", "spec:\n  redis:\n    pasword: hunter2\n", `
stack.yaml:3:5: spec.redis.pasword: unknown field "pasword"; did you mean "password"?
   3 |     pasword: ***
     |     ^
`},
		{"password in a flow map", "spec:\n  redis: {replicas: x, password: hunter2}\n", `
stack.yaml:2:21: spec.redis.replicas: expected a whole number, found the string "x"
   2 |   redis: {replicas: x, password: ***
     |                     ^
`},
		{"password in the value of a variable", "spec:\n  jobs:\n  - env:\n    - name: REDIS_PASSWORD\n      value: 12345678\n", `
stack.yaml:5:14: spec.jobs[0].env[0].value: expected a string, found a number or boolean; quote it
   5 |       value: ***
     |              ^
`},
		{"password in a URL", "spec:\n  redis: {metaURL: 'redis://:hunter2@redis/1', replicas: x}\n", `
stack.yaml:2:58: spec.redis.replicas: expected a whole number, found the string "x"
   2 |   redis: {metaURL: 'redis://***@redis/1', replicas: x}
     |                                                     ^
`},
		{"name of a secret", "spec:\n  redis:\n    secretName: 5\n", `
stack.yaml:3:17: spec.redis.secretName: expected a string, found the number 5; quote it: "5"
   3 |     secretName: 5
     |                 ^
`},
		{"long line", "spec: {extra: '" + strings.Repeat("x", 200) + "', nodes: 5, vars: {a: '" + strings.Repeat("y", 200) + "'}}\n", `
stack.yaml:1:226: spec.nodes: expected a list, found the number 5; write it in [ ]
   1 | …xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', nodes: 5, vars: {a: 'yyyyyyyyyyyyyyyyyyyyyyyyyyy…
     |                                                                                 ^
`},
		{"control character", "spec:\n  redis:\n    image: \"\\e[31m:\"\n", `
stack.yaml:3:12: spec.redis.image: image "\x1b[31m:": write [registry/]name:tag in lower case, or name@sha256: and 64 hexadecimal digits
   3 |     image: "\e[31m:"
     |            ^
`},
		{"wide characters", "spec: {extra: 'größer', nodes: 5}\n", `
stack.yaml:1:32: spec.nodes: expected a list, found the number 5; write it in [ ]
   1 | spec: {extra: 'größer', nodes: 5}
     |                                ^
`},
		{"tabs in a line", "spec: {extra: a,\tnodes: 5}\n", `
stack.yaml:1:25: spec.nodes: expected a list, found the number 5; write it in [ ]
   1 | spec: {extra: a,	nodes: 5}
     |                 	       ^
`},
		{"Windows line ends", "spec:\r\n  redis:\r\n    replcas: 5\r\n", `
stack.yaml:3:5: spec.redis.replcas: unknown field "replcas"; did you mean "replicas"?
   3 |     replcas: 5
     |     ^
`},
		{"byte order mark", "\ufeffspecs: 5\n", `
stack.yaml:1:1: specs: unknown field "specs"; did you mean "spec"?
   1 | specs: 5
     | ^
`},
	} {
		t.Run(test.name, func(t *testing.T) {
			node, err := Parse("stack.yaml", []byte(test.text))
			if err != nil {
				t.Fatal(err)
			}
			var s stack
			errs := Decode(node, &s)
			if got := errs.Error(); got != strings.TrimSpace(test.want) {
				t.Errorf("got:\n%s\nwant:\n%s", got, test.want)
			}
		})
	}
}
