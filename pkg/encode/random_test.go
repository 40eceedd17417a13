package encode

import (
	"math/rand"
	"strings"
	"time"

	admissionv1 "k8s.io/api/admissionregistration/v1"
	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	storagev1 "k8s.io/api/storage/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/intstr"
	"sigs.k8s.io/randfill"
)

// kinds are the types of the random objects.
func kinds() []any {
	return []any{
		&appsv1.Deployment{}, &appsv1.StatefulSet{}, &appsv1.DaemonSet{}, &batchv1.Job{}, &batchv1.CronJob{},
		&corev1.ConfigMap{}, &corev1.Secret{}, &corev1.Service{}, &corev1.Pod{}, &corev1.Namespace{},
		&corev1.PersistentVolume{}, &corev1.PersistentVolumeClaim{}, &corev1.ServiceAccount{}, &corev1.Event{},
		&rbacv1.ClusterRole{}, &rbacv1.RoleBinding{}, &networkingv1.Ingress{}, &networkingv1.NetworkPolicy{},
		&policyv1.PodDisruptionBudget{}, &storagev1.StorageClass{}, &storagev1.CSIDriver{},
		&admissionv1.ValidatingWebhookConfiguration{}, &admissionv1.MutatingWebhookConfiguration{},
	}
}

// fragments are what is hard to write as YAML.
var fragments = strings.Split("yes|NO|on|y|~|null|True|<<|=|0x1f|0o17|017|0b101|1_000|1,5|-_1|0_x1|1:20|190:20:30.15|1.5|1.|.5|.|1e3|+1|-|.inf|-.Inf|.NaN|"+
	"2001-12-14|2001-1-2T10:00:00Z|a|b|config|8080:80|10.0.0.1:6379|7.2.11|500m|-Xmx1g|: | : |:|- | - |? |?|#| #| |  |\n|\n|\n\n|\n  |\t|\n\t|\r|\r\n|'|\"|\\|{|}|[|]|,|&|*|!|>|%|@|`|---|...|\n---\n|"+
	"é|ß|日本|\U0001f600|\u00a0|\u0085|\u2028|\u2029|\ufeff|\u200b|\u202e|\u0000|\u001b|\u007f|\u009f|\ufffe|\U000e0001|\U0010ffff|{{ .Values.x }}|${VAR}|$(VAR)", "|")

func nasty(r *rand.Rand) string {
	if r.Intn(40) == 0 {
		return "|" + strings.Repeat("long ", r.Intn(500))
	}
	var text strings.Builder
	for range r.Intn(7) {
		text.WriteString(fragments[r.Intn(len(fragments))])
	}
	return text.String()
}

// randomObject fills a new object of one of the kinds. The seed decides.
func randomObject(seed int64) any {
	r := rand.New(rand.NewSource(seed))
	all := kinds()
	object := all[r.Intn(len(all))]
	randfill.New().RandSource(r).NilChance(0.5).NumElements(0, 3).MaxDepth(30).Funcs(
		func(s *string, _ randfill.Continue) { *s = nasty(r) },
		func(q *resource.Quantity, _ randfill.Continue) {
			formats := []resource.Format{resource.DecimalSI, resource.BinarySI, resource.DecimalExponent}
			*q = *resource.NewMilliQuantity(r.Int63n(1<<(1+r.Intn(60))), formats[r.Intn(3)])
		},
		func(v *intstr.IntOrString, _ randfill.Continue) {
			if *v = intstr.FromInt32(r.Int31n(10)); r.Intn(2) == 0 {
				*v = intstr.FromString(nasty(r))
			}
		},
		func(t *metav1.Time, _ randfill.Continue) { *t = metav1.NewTime(time.Unix(1+r.Int63n(4e9), 0)) },
		func(t *metav1.MicroTime, _ randfill.Continue) {
			*t = metav1.NewMicroTime(time.Unix(1+r.Int63n(4e9), r.Int63n(1e6)*1000))
		},
		func(raw *runtime.RawExtension, _ randfill.Continue) {
			raw.Raw = []byte(`{"b":[1,2.5,1e30,null,{}],"a":{"yes":"no\n"}}`)
		},
		func(fields *metav1.FieldsV1, _ randfill.Continue) {
			fields.SetRawBytes([]byte(`{"f:metadata":{"f:name":{}}}`))
		},
	).Fill(object)
	return object
}
