package monitoring

import "fmt"

// byResource are the labels that the operator gives its series: the namespace
// and the kind of what it manages. Its own namespace is in namespace.
const byResource = "max by (resourcens, resourcetype)"

func operatorRules(r Rules) []definition {
	return []definition{
		{
			name: "FlinkResourceFailed", Alert: r.ResourceFailed,
			expr:        byResource + " (flink_k8soperator_namespace_Lifecycle_State_FAILED_Count) > 0",
			summary:     "A {{ $labels.resourcetype }} in namespace {{ $labels.resourcens }} has failed",
			description: "{{ $value | printf \"%.0f\" }} of them are in lifecycle state FAILED: the operator has given up.",
			action:      "See status.error in kubectl get {{ $labels.resourcetype }} -n {{ $labels.resourcens }} -o yaml. Mend the cause, then change the spec or restartNonce, so that the operator tries again.",
		},
		{
			name: "FlinkDeploymentError", Alert: r.DeploymentError,
			expr:        byResource + ` ({__name__=~"flink_k8soperator_namespace_JmDeploymentStatus_(ERROR|MISSING)_Count"}) > 0`,
			summary:     "A JobManager in namespace {{ $labels.resourcens }} is missing or cannot start",
			description: "{{ $value | printf \"%.0f\" }} FlinkDeployments have no working Deployment of their JobManager.",
			action:      "See kubectl get flinkdeployment -n {{ $labels.resourcens }}, and the events of the Deployment: image, quota, volumes, or a process that ends at once.",
		},
		{
			name: "FlinkOperatorDown", Alert: r.OperatorDown,
			expr:        fmt.Sprintf("max by (namespace) (up{app_kubernetes_io_name=%q}) == 0", operatorApp),
			summary:     "The Flink operator in namespace {{ $labels.namespace }} does not answer",
			description: "Prometheus cannot scrape it. Jobs run on, but nobody upgrades them or brings them back.",
			action:      "See kubectl get pods and the log of the operator.",
		},
	}
}
