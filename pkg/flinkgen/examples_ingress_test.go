package flinkgen_test

// ingressExamples are of the ways to the web UI.
func ingressExamples() []example {
	slots := options{"taskmanager.numberOfTaskSlots": "2"}
	return []example{
		{"basic-ingress", []object{{
			kind: "FlinkDeployment", name: "basic-ingress",
			fields:  stateMachine(fields{"spec.ingress.template": "{{name}}.{{namespace}}.flink.k8s.io"}),
			options: slots,
		}}},
		{"advanced-ingress", []object{{
			kind: "FlinkDeployment", name: "advanced-ingress",
			fields: stateMachine(fields{
				"spec.ingress.template":  "/{{namespace}}/{{name}}(/|$)(.*)",
				"spec.ingress.className": "nginx",
				"spec.ingress.annotations[nginx.ingress.kubernetes.io/rewrite-target]": "/$2",
			}),
			options: slots,
		}}},
	}
}
