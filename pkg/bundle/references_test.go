package bundle_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	admissionv1 "k8s.io/api/admissionregistration/v1"
	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	storagev1 "k8s.io/api/storage/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	gatewayv1 "sigs.k8s.io/gateway-api/apis/v1"

	"github.com/flinkgen/flinkgen/pkg/bundle"
	certmanagerv1 "github.com/flinkgen/flinkgen/pkg/certmanager/v1"
	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/flink/v1beta1"
	monitoringv1 "github.com/flinkgen/flinkgen/pkg/monitoring/v1"
)

func typed(apiVersion, kind string) metav1.TypeMeta {
	return metav1.TypeMeta{APIVersion: apiVersion, Kind: kind}
}

func meta(namespace, name string) metav1.ObjectMeta {
	return metav1.ObjectMeta{Namespace: namespace, Name: name}
}

// line is a reference in one line: path, target, part, a mark for optional.
func line(r bundle.Reference) string {
	text := r.Path + " -> " + r.Target.String()
	if r.Part != "" {
		text += " " + r.Part
	}
	if r.Optional {
		text += " (optional)"
	}
	return text
}

// everything is a pod that names whatever a pod can name.
func everything() corev1.PodSpec {
	name := func(name string) corev1.LocalObjectReference { return corev1.LocalObjectReference{Name: name} }
	return corev1.PodSpec{
		ServiceAccountName: "account",
		ImagePullSecrets:   []corev1.LocalObjectReference{name("pull")},
		PriorityClassName:  "urgent",
		RuntimeClassName:   new("gvisor"),
		InitContainers: []corev1.Container{{
			EnvFrom: []corev1.EnvFromSource{
				{SecretRef: &corev1.SecretEnvSource{LocalObjectReference: name("env-secret")}},
				{ConfigMapRef: &corev1.ConfigMapEnvSource{LocalObjectReference: name("env-map"), Optional: new(true)}},
			},
		}},
		Containers: []corev1.Container{{
			Env: []corev1.EnvVar{
				{Name: "PLAIN", Value: "x"},
				{Name: "NODE", ValueFrom: &corev1.EnvVarSource{FieldRef: &corev1.ObjectFieldSelector{FieldPath: "spec.nodeName"}}},
				{Name: "SECRET", ValueFrom: &corev1.EnvVarSource{SecretKeyRef: &corev1.SecretKeySelector{LocalObjectReference: name("key-secret"), Key: "key"}}},
				{Name: "MAP", ValueFrom: &corev1.EnvVarSource{ConfigMapKeyRef: &corev1.ConfigMapKeySelector{LocalObjectReference: name("key-map"), Key: "key"}}},
			},
		}},
		Volumes: []corev1.Volume{
			{VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{}}},
			{VolumeSource: corev1.VolumeSource{Secret: &corev1.SecretVolumeSource{SecretName: "files", Items: []corev1.KeyToPath{{Key: "one"}, {Key: "two"}}}}},
			{VolumeSource: corev1.VolumeSource{ConfigMap: &corev1.ConfigMapVolumeSource{LocalObjectReference: name("files"), Optional: new(true)}}},
			{VolumeSource: corev1.VolumeSource{PersistentVolumeClaim: &corev1.PersistentVolumeClaimVolumeSource{ClaimName: "data"}}},
			{VolumeSource: corev1.VolumeSource{CSI: &corev1.CSIVolumeSource{Driver: "csi.example.com", NodePublishSecretRef: &corev1.LocalObjectReference{Name: "publish"}}}},
			{VolumeSource: corev1.VolumeSource{Ephemeral: &corev1.EphemeralVolumeSource{VolumeClaimTemplate: &corev1.PersistentVolumeClaimTemplate{Spec: corev1.PersistentVolumeClaimSpec{StorageClassName: new("fast")}}}}},
			{VolumeSource: corev1.VolumeSource{Projected: &corev1.ProjectedVolumeSource{Sources: []corev1.VolumeProjection{
				{Secret: &corev1.SecretProjection{LocalObjectReference: name("projected"), Items: []corev1.KeyToPath{{Key: "key"}}}},
				{ConfigMap: &corev1.ConfigMapProjection{LocalObjectReference: name("projected")}},
			}}}},
		},
	}
}

// ofEverything are the references of that pod, below a path.
func ofEverything(at string) []string {
	var lines []string
	for l := range strings.Lines(`serviceAccountName -> ServiceAccount ns/account
imagePullSecrets[0].name -> Secret ns/pull
priorityClassName -> PriorityClass urgent
runtimeClassName -> RuntimeClass gvisor
initContainers[0].envFrom[0].secretRef.name -> Secret ns/env-secret
initContainers[0].envFrom[1].configMapRef.name -> ConfigMap ns/env-map (optional)
containers[0].env[2].valueFrom.secretKeyRef -> Secret ns/key-secret key
containers[0].env[3].valueFrom.configMapKeyRef -> ConfigMap ns/key-map key
volumes[1].secret.secretName -> Secret ns/files one
volumes[1].secret.secretName -> Secret ns/files two
volumes[2].configMap.name -> ConfigMap ns/files (optional)
volumes[3].persistentVolumeClaim.claimName -> PersistentVolumeClaim ns/data
volumes[4].csi.driver -> CSIDriver csi.example.com
volumes[4].csi.nodePublishSecretRef.name -> Secret ns/publish
volumes[5].ephemeral.volumeClaimTemplate.spec.storageClassName -> StorageClass fast
volumes[6].projected.sources[0].secret.name -> Secret ns/projected key
volumes[6].projected.sources[1].configMap.name -> ConfigMap ns/projected
`) {
		lines = append(lines, at+strings.TrimSuffix(l, "\n"))
	}
	return lines
}

const inNamespace = "metadata.namespace -> Namespace ns"

func TestReferences(t *testing.T) {
	template := corev1.PodTemplateSpec{Spec: everything()}
	account := &corev1.PodTemplateSpec{Spec: corev1.PodSpec{ServiceAccountName: "other"}}
	for _, test := range []struct {
		object component.Object
		want   []string
	}{
		{&corev1.Pod{TypeMeta: typed("v1", "Pod"), ObjectMeta: meta("ns", "x"), Spec: everything()},
			slices.Concat([]string{inNamespace}, ofEverything("spec."))},
		{&appsv1.Deployment{TypeMeta: typed("apps/v1", "Deployment"), ObjectMeta: meta("ns", "x"), Spec: appsv1.DeploymentSpec{Template: template}},
			slices.Concat([]string{inNamespace}, ofEverything("spec.template.spec."))},
		{&appsv1.DaemonSet{TypeMeta: typed("apps/v1", "DaemonSet"), ObjectMeta: meta("ns", "x"), Spec: appsv1.DaemonSetSpec{Template: template}},
			slices.Concat([]string{inNamespace}, ofEverything("spec.template.spec."))},
		{&batchv1.Job{TypeMeta: typed("batch/v1", "Job"), ObjectMeta: meta("ns", "x"), Spec: batchv1.JobSpec{Template: template}},
			slices.Concat([]string{inNamespace}, ofEverything("spec.template.spec."))},
		{&batchv1.CronJob{TypeMeta: typed("batch/v1", "CronJob"), ObjectMeta: meta("ns", "x"), Spec: batchv1.CronJobSpec{JobTemplate: batchv1.JobTemplateSpec{Spec: batchv1.JobSpec{Template: template}}}},
			slices.Concat([]string{inNamespace}, ofEverything("spec.jobTemplate.spec.template.spec."))},
		{&appsv1.StatefulSet{TypeMeta: typed("apps/v1", "StatefulSet"), ObjectMeta: meta("ns", "x"), Spec: appsv1.StatefulSetSpec{
			ServiceName: "headless", Template: template,
			VolumeClaimTemplates: []corev1.PersistentVolumeClaim{{Spec: corev1.PersistentVolumeClaimSpec{StorageClassName: new("local")}}},
		}}, slices.Concat([]string{inNamespace, "spec.serviceName -> Service ns/headless"}, ofEverything("spec.template.spec."),
			[]string{"spec.volumeClaimTemplates[0].spec.storageClassName -> StorageClass local"})},
		{&corev1.ServiceAccount{TypeMeta: typed("v1", "ServiceAccount"), ObjectMeta: meta("ns", "x"), ImagePullSecrets: []corev1.LocalObjectReference{{Name: "pull"}}},
			[]string{inNamespace, "imagePullSecrets[0].name -> Secret ns/pull"}},
		{&rbacv1.RoleBinding{
			TypeMeta: typed("rbac.authorization.k8s.io/v1", "RoleBinding"), ObjectMeta: meta("ns", "x"), RoleRef: rbacv1.RoleRef{Kind: "Role", Name: "r"},
			Subjects: []rbacv1.Subject{{Kind: "ServiceAccount", Namespace: "other", Name: "a"}, {Kind: "User", Name: "me"}},
		}, []string{inNamespace, "roleRef.name -> Role ns/r", "subjects[0].name -> ServiceAccount other/a"}},
		{&rbacv1.RoleBinding{TypeMeta: typed("rbac.authorization.k8s.io/v1", "RoleBinding"), ObjectMeta: meta("ns", "x"), RoleRef: rbacv1.RoleRef{Kind: "ClusterRole", Name: "r"}},
			[]string{inNamespace, "roleRef.name -> ClusterRole r"}},
		{&rbacv1.ClusterRoleBinding{
			TypeMeta: typed("rbac.authorization.k8s.io/v1", "ClusterRoleBinding"), ObjectMeta: meta("", "x"), RoleRef: rbacv1.RoleRef{Kind: "ClusterRole", Name: "r"},
			Subjects: []rbacv1.Subject{{Kind: "ServiceAccount", Namespace: "other", Name: "a"}},
		}, []string{"roleRef.name -> ClusterRole r", "subjects[0].name -> ServiceAccount other/a"}},
		{&corev1.PersistentVolumeClaim{TypeMeta: typed("v1", "PersistentVolumeClaim"), ObjectMeta: meta("ns", "x"), Spec: corev1.PersistentVolumeClaimSpec{StorageClassName: new("c"), VolumeName: "v"}},
			[]string{inNamespace, "spec.storageClassName -> StorageClass c", "spec.volumeName -> PersistentVolume v"}},
		{&corev1.PersistentVolume{TypeMeta: typed("v1", "PersistentVolume"), ObjectMeta: meta("", "x"), Spec: corev1.PersistentVolumeSpec{StorageClassName: "c", PersistentVolumeSource: corev1.PersistentVolumeSource{
			CSI: &corev1.CSIPersistentVolumeSource{Driver: "d", NodePublishSecretRef: &corev1.SecretReference{Namespace: "s", Name: "n"}},
		}}}, []string{"spec.storageClassName -> StorageClass c", "spec.csi.driver -> CSIDriver d (optional)", "spec.csi.nodePublishSecretRef.name -> Secret s/n"}},
		{&storagev1.StorageClass{TypeMeta: typed("storage.k8s.io/v1", "StorageClass"), ObjectMeta: meta("", "x"), Provisioner: "csi.example.com", Parameters: map[string]string{
			"csi.storage.k8s.io/provisioner-secret-name": "s", "csi.storage.k8s.io/provisioner-secret-namespace": "n",
			"csi.storage.k8s.io/node-publish-secret-name": "${pvc.name}", "csi.storage.k8s.io/node-publish-secret-namespace": "n",
		}}, []string{"provisioner -> CSIDriver csi.example.com (optional)", "parameters[csi.storage.k8s.io/provisioner-secret-name] -> Secret n/s"}},
		{&storagev1.StorageClass{TypeMeta: typed("storage.k8s.io/v1", "StorageClass"), ObjectMeta: meta("", "x"), Provisioner: "kubernetes.io/no-provisioner"}, nil},
		{&networkingv1.Ingress{TypeMeta: typed("networking.k8s.io/v1", "Ingress"), ObjectMeta: meta("ns", "x"), Spec: networkingv1.IngressSpec{
			IngressClassName: new("nginx"), TLS: []networkingv1.IngressTLS{{SecretName: "cert"}},
			DefaultBackend: &networkingv1.IngressBackend{Service: &networkingv1.IngressServiceBackend{Name: "default", Port: networkingv1.ServiceBackendPort{Number: 80}}},
			Rules: []networkingv1.IngressRule{{Host: "x"}, {IngressRuleValue: networkingv1.IngressRuleValue{HTTP: &networkingv1.HTTPIngressRuleValue{Paths: []networkingv1.HTTPIngressPath{
				{Backend: networkingv1.IngressBackend{Service: &networkingv1.IngressServiceBackend{Name: "web", Port: networkingv1.ServiceBackendPort{Name: "http"}}}},
			}}}}},
		}}, []string{inNamespace, "spec.ingressClassName -> IngressClass nginx", "spec.defaultBackend.service -> Service ns/default 80", "spec.tls[0].secretName -> Secret ns/cert", "spec.rules[1].http.paths[0].backend.service -> Service ns/web http"}},
		{&gatewayv1.HTTPRoute{TypeMeta: typed("gateway.networking.k8s.io/v1", "HTTPRoute"), ObjectMeta: meta("ns", "x"), Spec: gatewayv1.HTTPRouteSpec{
			CommonRouteSpec: gatewayv1.CommonRouteSpec{ParentRefs: []gatewayv1.ParentReference{{Name: "near"}, {Name: "far", Namespace: new(gatewayv1.Namespace("gateways")), SectionName: new(gatewayv1.SectionName("https"))}}},
			Rules:           []gatewayv1.HTTPRouteRule{{BackendRefs: []gatewayv1.HTTPBackendRef{{BackendRef: gatewayv1.BackendRef{BackendObjectReference: gatewayv1.BackendObjectReference{Name: "web", Port: new(gatewayv1.PortNumber(8081))}}}}}},
		}}, []string{inNamespace, "kind -> CustomResourceDefinition httproutes.gateway.networking.k8s.io", "spec.parentRefs[0] -> Gateway ns/near", "spec.parentRefs[1] -> Gateway gateways/far https", "spec.rules[0].backendRefs[0] -> Service ns/web 8081"}},
		{&admissionv1.ValidatingWebhookConfiguration{
			TypeMeta: typed("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration"), ObjectMeta: metav1.ObjectMeta{Name: "x", Annotations: map[string]string{"cert-manager.io/inject-ca-from": "ns/cert"}},
			Webhooks: []admissionv1.ValidatingWebhook{{ClientConfig: admissionv1.WebhookClientConfig{Service: &admissionv1.ServiceReference{Namespace: "ns", Name: "hook"}}}},
		}, []string{"metadata.annotations[cert-manager.io/inject-ca-from] -> Certificate ns/cert", "webhooks[0].clientConfig.service -> Service ns/hook 443"}},
		{&admissionv1.MutatingWebhookConfiguration{
			TypeMeta: typed("admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration"), ObjectMeta: meta("", "x"),
			Webhooks: []admissionv1.MutatingWebhook{{ClientConfig: admissionv1.WebhookClientConfig{URL: new("https://example.com")}}, {ClientConfig: admissionv1.WebhookClientConfig{Service: &admissionv1.ServiceReference{Namespace: "ns", Name: "hook", Port: new(int32(9443))}}}},
		}, []string{"webhooks[1].clientConfig.service -> Service ns/hook 9443"}},
		{&certmanagerv1.Issuer{TypeMeta: typed("cert-manager.io/v1", "Issuer"), ObjectMeta: meta("ns", "x"), Spec: certmanagerv1.IssuerSpec{CA: &certmanagerv1.CAIssuer{SecretName: "ca"}}},
			[]string{inNamespace, "kind -> CustomResourceDefinition issuers.cert-manager.io", "spec.ca.secretName -> Secret ns/ca"}},
		{&certmanagerv1.Certificate{TypeMeta: typed("cert-manager.io/v1", "Certificate"), ObjectMeta: meta("ns", "x"), Spec: certmanagerv1.CertificateSpec{
			SecretName: "made", IssuerRef: certmanagerv1.IssuerReference{Name: "i"},
			Keystores: &certmanagerv1.CertificateKeystores{PKCS12: &certmanagerv1.PKCS12Keystore{PasswordSecretRef: certmanagerv1.SecretKeySelector{Name: "p", Key: "password"}}},
		}}, []string{inNamespace, "kind -> CustomResourceDefinition certificates.cert-manager.io", "spec.issuerRef -> Issuer ns/i", "spec.keystores.pkcs12.passwordSecretRef -> Secret ns/p password"}},
		{&certmanagerv1.Certificate{TypeMeta: typed("cert-manager.io/v1", "Certificate"), ObjectMeta: meta("ns", "x"), Spec: certmanagerv1.CertificateSpec{IssuerRef: certmanagerv1.IssuerReference{Name: "i", Kind: "ClusterIssuer"}}},
			[]string{inNamespace, "kind -> CustomResourceDefinition certificates.cert-manager.io", "spec.issuerRef -> ClusterIssuer i"}},
		{&monitoringv1.PodMonitor{TypeMeta: monitoringv1.TypeMeta("PodMonitor"), ObjectMeta: meta("ns", "x"), Spec: monitoringv1.PodMonitorSpec{NamespaceSelector: monitoringv1.NamespaceSelector{MatchNames: []string{"jobs"}}}},
			[]string{inNamespace, "kind -> CustomResourceDefinition podmonitors.monitoring.coreos.com", "spec.namespaceSelector.matchNames[0] -> Namespace jobs"}},
		{&monitoringv1.PrometheusRule{TypeMeta: monitoringv1.TypeMeta("PrometheusRule"), ObjectMeta: meta("ns", "x")},
			[]string{inNamespace, "kind -> CustomResourceDefinition prometheusrules.monitoring.coreos.com"}},
		{&v1beta1.FlinkDeployment{TypeMeta: typed("flink.apache.org/v1beta1", "FlinkDeployment"), ObjectMeta: meta("ns", "x"), Spec: v1beta1.FlinkDeploymentSpec{
			ServiceAccount: "flink", Ingress: &v1beta1.IngressSpec{ClassName: "nginx", TLS: []networkingv1.IngressTLS{{SecretName: "cert"}}},
			PodTemplate: &template, JobManager: &v1beta1.JobManagerSpec{PodTemplate: account}, TaskManager: &v1beta1.TaskManagerSpec{PodTemplate: account},
		}}, slices.Concat([]string{inNamespace, "kind -> CustomResourceDefinition flinkdeployments.flink.apache.org", "spec.serviceAccount -> ServiceAccount ns/flink", "spec.ingress.className -> IngressClass nginx", "spec.ingress.tls[0].secretName -> Secret ns/cert"},
			ofEverything("spec.podTemplate.spec."), []string{"spec.jobManager.podTemplate.spec.serviceAccountName -> ServiceAccount ns/other", "spec.taskManager.podTemplate.spec.serviceAccountName -> ServiceAccount ns/other"})},
		{&v1beta1.FlinkSessionJob{TypeMeta: typed("flink.apache.org/v1beta1", "FlinkSessionJob"), ObjectMeta: meta("ns", "x"), Spec: v1beta1.FlinkSessionJobSpec{DeploymentName: "session"}},
			[]string{inNamespace, "kind -> CustomResourceDefinition flinksessionjobs.flink.apache.org", "spec.deploymentName -> FlinkDeployment ns/session"}},
		{&v1beta1.FlinkStateSnapshot{TypeMeta: typed("flink.apache.org/v1beta1", "FlinkStateSnapshot"), ObjectMeta: meta("ns", "x"), Spec: v1beta1.FlinkStateSnapshotSpec{JobReference: &v1beta1.JobReference{Kind: "FlinkSessionJob", Name: "j"}}},
			[]string{inNamespace, "kind -> CustomResourceDefinition flinkstatesnapshots.flink.apache.org", "spec.jobReference -> FlinkSessionJob ns/j"}},
		// What every cluster has.
		{&appsv1.Deployment{TypeMeta: typed("apps/v1", "Deployment"), ObjectMeta: meta("kube-system", "x"), Spec: appsv1.DeploymentSpec{Template: corev1.PodTemplateSpec{Spec: corev1.PodSpec{ServiceAccountName: "default", PriorityClassName: "system-node-critical"}}}}, nil},
		{&rbacv1.ClusterRoleBinding{TypeMeta: typed("rbac.authorization.k8s.io/v1", "ClusterRoleBinding"), ObjectMeta: meta("", "x"), RoleRef: rbacv1.RoleRef{Kind: "ClusterRole", Name: "system:auth-delegator"}}, nil},
	} {
		t.Run(test.object.GetObjectKind().GroupVersionKind().Kind, func(t *testing.T) {
			var got []string
			for _, r := range bundle.References(test.object) {
				got = append(got, line(r))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
