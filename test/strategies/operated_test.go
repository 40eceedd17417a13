package strategies

import (
	"errors"
	"strings"
	"testing"

	"github.com/flinkgen/flinkgen/test/strategies/operated"
)

// safe is a pod template that a restricted namespace takes.
const safe = `podTemplate: {spec: {
  securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}},
  containers: [{name: flink-main-container, securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}%s}]%s}}`

// TestOperated judges what the operator makes of a FlinkDeployment that is
// accepted itself.
func TestOperated(t *testing.T) {
	definitions := newDefinitions(t)
	for _, tt := range []struct{ name, spec, want string }{
		{"good", pod("", "") + `, ingress: {template: "flink.example.com/{{namespace}}/{{name}}(/|$)(.*)"}`, ""},
		{"unsafe pod", "podTemplate: {}", `violates PodSecurity "restricted:latest"`},
		{"unsafe sidecar", pod("", "") + `, taskManager: {podTemplate: {spec: {containers: [{name: log, image: "log:1"}]}}}`, `container "log" must set securityContext.allowPrivilegeEscalation=false`},
		{"path mounted twice", pod(", volumeMounts: [{name: mine, mountPath: /opt/flink/conf}]", ", volumes: [{name: mine, emptyDir: {}}]"), `Invalid value: "/opt/flink/conf": must be unique`},
		{"bad host", pod("", "") + `, ingress: {template: "Flink_UI.example.com/{{name}}"}`, "spec.rules[0].host: Invalid value"},
		{"resources that are no quantity", pod("", "") + `, jobManager: {resource: {memory: 2 gigs}}`, "unknown unit"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			server := newFlinkServer(t, definitions)
			document := []byte(flinkDeployment("image: flink:2.2, serviceAccount: flink, " + tt.spec))
			if answer := server.Create(document); answer.Err != nil {
				t.Fatal(answer.Err)
			}
			made, err := operated.Objects(document)
			for _, object := range made {
				err = errors.Join(err, server.Create(object).Err)
			}
			switch {
			case tt.want == "" && err != nil:
				t.Error(err)
			case tt.want == "" && len(made) != 3:
				t.Errorf("%d objects made, want an Ingress and two pods", len(made))
			case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
				t.Errorf("got  %v\nwant %s", err, tt.want)
			}
		})
	}
}

func pod(container, spec string) string {
	return strings.Replace(strings.Replace(safe, "%s", container, 1), "%s", spec, 1)
}
