package encode

import (
	"bytes"
	"slices"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"github.com/flinkgen/flinkgen/pkg/internal/golden"
)

// What people read. Look at testdata/redis.yaml after a change.
func TestGolden(t *testing.T) {
	var got bytes.Buffer
	if err := Documents(&got, slices.Values(redis())); err != nil {
		t.Fatal(err)
	}
	golden.File(t, "testdata/redis.yaml", got.String())
}

func redis() []any {
	labels := map[string]string{"app.kubernetes.io/name": "redis", "app.kubernetes.io/instance": "redis"}
	return []any{
		&corev1.ConfigMap{
			TypeMeta:   metav1.TypeMeta{APIVersion: "v1", Kind: "ConfigMap"},
			ObjectMeta: metav1.ObjectMeta{Name: "redis", Namespace: "flink", Labels: labels},
			Data: map[string]string{
				"redis.conf": "# Every write reaches the disk within a second.\nappendonly yes\nappendfsync everysec\n",
				"start.sh":   "#!/bin/sh\nset -eu\n\nif [ \"${HOSTNAME##*-}\" = 0 ]; then\n  exec redis-server /etc/redis/redis.conf\nfi\nexec redis-server /etc/redis/redis.conf --replicaof \"$MASTER\" 6379\n",
				"quorum":     "2",
				"debug":      "no",
			},
		},
		&appsv1.StatefulSet{
			TypeMeta: metav1.TypeMeta{APIVersion: "apps/v1", Kind: "StatefulSet"},
			ObjectMeta: metav1.ObjectMeta{
				Name: "redis", Namespace: "flink", Labels: labels,
				Annotations: map[string]string{"example.com/note": "keeps the metadata of the file system: do not delete", "example.com/rack": "0x1F"},
			},
			Spec: appsv1.StatefulSetSpec{
				Replicas:    new(int32(3)),
				ServiceName: "redis-headless",
				Selector:    &metav1.LabelSelector{MatchLabels: labels},
				Template: corev1.PodTemplateSpec{
					ObjectMeta: metav1.ObjectMeta{Labels: labels},
					Spec: corev1.PodSpec{
						AutomountServiceAccountToken: new(false),
						Containers: []corev1.Container{{
							Name:    "redis",
							Image:   "docker.io/library/redis:7.2.11",
							Command: []string{"/bin/sh", "-ec"},
							Args:    []string{"umask 077\nexec /scripts/start.sh"},
							Env: []corev1.EnvVar{
								{Name: "MASTER", Value: "redis-0.redis-headless.flink.svc"},
								{Name: "REDIS_PASSWORD", ValueFrom: &corev1.EnvVarSource{SecretKeyRef: &corev1.SecretKeySelector{
									LocalObjectReference: corev1.LocalObjectReference{Name: "redis"}, Key: "password",
								}}},
							},
							Ports: []corev1.ContainerPort{{Name: "redis", ContainerPort: 6379}},
							Resources: corev1.ResourceRequirements{
								Requests: corev1.ResourceList{"cpu": resource.MustParse("0.1"), "memory": resource.MustParse("256Mi")},
								Limits:   corev1.ResourceList{"memory": resource.MustParse("1024Mi")},
							},
							ReadinessProbe: &corev1.Probe{ProbeHandler: corev1.ProbeHandler{TCPSocket: &corev1.TCPSocketAction{Port: intstr.FromString("redis")}}},
							VolumeMounts:   []corev1.VolumeMount{{Name: "data", MountPath: "/data"}, {Name: "tmp", MountPath: "/tmp"}},
							SecurityContext: &corev1.SecurityContext{
								Capabilities:           &corev1.Capabilities{Drop: []corev1.Capability{"ALL"}},
								ReadOnlyRootFilesystem: new(true),
							},
						}},
						Tolerations: []corev1.Toleration{{Key: "dedicated", Operator: corev1.TolerationOpExists}},
						Volumes: []corev1.Volume{
							{Name: "tmp", VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{}}},
							{Name: "scripts", VolumeSource: corev1.VolumeSource{ConfigMap: &corev1.ConfigMapVolumeSource{
								LocalObjectReference: corev1.LocalObjectReference{Name: "redis"}, DefaultMode: new(int32(0o555)),
							}}},
						},
					},
				},
				VolumeClaimTemplates: []corev1.PersistentVolumeClaim{{
					ObjectMeta: metav1.ObjectMeta{Name: "data"},
					Spec: corev1.PersistentVolumeClaimSpec{
						AccessModes: []corev1.PersistentVolumeAccessMode{corev1.ReadWriteOnce},
						Resources:   corev1.VolumeResourceRequirements{Requests: corev1.ResourceList{"storage": resource.MustParse("8Gi")}},
					},
				}},
			},
		},
	}
}
