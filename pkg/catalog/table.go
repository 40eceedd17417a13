package catalog

const (
	ghcr       = "ghcr.io"
	dockerHub  = "docker.io"
	kubernetes = "registry.k8s.io"
	quay       = "quay.io"
)

// flinkImages is where the newest patch of each minor version of Flink is listed.
const flinkImages = "apache/flink-docker, master of 2026-05-13"

// table holds the newest version of each part first.
var table = []Entry{
	operator("1.15.0", "79d730b", "2026-05-07"),
	operator("1.14.0", "f504138", "2026-02-03"),
	operator("1.13.0", "b40c553", "2025-09-18"),
	operator("1.12.1", "0315e91", "2025-07-03"),
	operator("1.12.0", "0d40e65", "2025-05-28"),
	operator("1.11.0", "cc9c6cb", "2025-02-25"),
	operator("1.10.0", "c703255", "2024-10-14"),
	operator("1.9.0", "17129ff", "2024-06-18"),
	operator("1.8.0", "91d67d9", "2024-03-14"),
	operator("1.7.0", "ccb10b8", "2023-11-15"),
	operator("1.6.1", "51eeae1", "2023-10-20"),
	operator("1.6.0", "ebb1fed", "2023-08-10"),
	operator("1.5.0", "be07be7", "2023-05-12"),

	flink("2.2.1", "2.2.1-scala_2.12-java17"),
	flink("2.1.2", "2.1.2-scala_2.12-java17"),
	flink("2.0.2", "2.0.2-scala_2.12-java17"),
	flink("1.20.4", "1.20.4-scala_2.12-java17"),
	flink("1.19.3", "1.19.3-scala_2.12-java11"),
	flink("1.18.1", "1.18.1-scala_2.12-java11"),
	flink("1.17.2", "1.17.2-scala_2.12-java11"),
	flink("1.16.3", "1.16.3-scala_2.12-java11"),
	flink("1.15.4", "1.15.4-scala_2.12-java11"),
	flink("1.14.6", "1.14.6-scala_2.12-java11"),
	flink("1.13.6", "1.13.6-scala_2.12-java11"),

	{IngressNginx, "1.15.1", kubernetes, "ingress-nginx/controller", "v1.15.1", "2026-03", "kubernetes/ingress-nginx, tag controller-v1.15.1, deploy/static/provider/baremetal/deploy.yaml; the project retired in March 2026"},
	{WebhookCertgen, "1.6.9", kubernetes, "ingress-nginx/kube-webhook-certgen", "v1.6.9", "2026-03", "kubernetes/ingress-nginx, tag controller-v1.15.1, deploy/static/provider/baremetal/deploy.yaml"},

	{Redis, "7.2.11", dockerHub, "library/redis", "7.2.11-bookworm", "2025-10", "docker-library/redis; the last line under the BSD licence"},
	{MinIO, "2025-09-07", quay, "minio/minio", "RELEASE.2025-09-07T16-13-09Z", "2025-09-07", "minio/minio: images ended in October 2025, when the community edition became source only"},

	{JuiceFSDriver, "0.32.4", dockerHub, "juicedata/juicefs-csi-driver", "v0.32.4", "2026-08", "juicedata/juicefs-csi-driver, tag v0.32.4, deploy/k8s.yaml"},
	{JuiceFSDriver, "0.19.0", dockerHub, "juicedata/juicefs-csi-driver", "v0.19.0", "2023-04", "juicedata/juicefs-csi-driver, tag v0.19.0, deploy/k8s.yaml"},
	{JuiceFSMount, "1.3.1", dockerHub, "juicedata/mount", "ce-v1.3.1", "2025-12", "juicedata/juicefs-csi-driver, juicefs-csi-driver-config.example.yaml of 2026-08-20"},
	{JuiceFSMount, "1.0.4", dockerHub, "juicedata/mount", "ce-v1.0.4", "2023-04", "juicedata/juicefs-csi-driver v0.19.0"},
	{CSIProvisioner, "3.6.0", kubernetes, "sig-storage/csi-provisioner", "v3.6.0", "2023-10", "juicedata/juicefs-csi-driver, tag v0.32.4, deploy/k8s.yaml"},
	{CSIProvisioner, "2.2.2", kubernetes, "sig-storage/csi-provisioner", "v2.2.2", "2021-07", "juicedata/charts, juicefs-csi-driver 0.32.4; stands in for quay.io/k8scsi/csi-provisioner v1.6.0, which is gone"},
	{CSIResizer, "1.9.0", kubernetes, "sig-storage/csi-resizer", "v1.9.0", "2023-10", "juicedata/juicefs-csi-driver, tag v0.32.4, deploy/k8s.yaml"},
	{CSILivenessProbe, "2.12.0", kubernetes, "sig-storage/livenessprobe", "v2.12.0", "2024-01", "juicedata/charts, juicefs-csi-driver 0.32.4"},
	{NodeDriverRegistrar, "2.9.0", kubernetes, "sig-storage/csi-node-driver-registrar", "v2.9.0", "2023-10", "juicedata/juicefs-csi-driver, tag v0.32.4, deploy/k8s.yaml"},

	{Curl, "8.11.1", dockerHub, "curlimages/curl", "8.11.1", "2024-12-11", "curl/curl-container; an Alpine image with curl, sh and sha256sum, user 100"},
}

func operator(version, tag, date string) Entry {
	return Entry{FlinkOperator, version, ghcr, "apache/flink-kubernetes-operator", tag, date,
		"apache/flink-kubernetes-operator, git tag release-" + version + "; the image tag is its short commit"}
}

func flink(version, tag string) Entry {
	return Entry{Flink, version, dockerHub, "library/flink", tag, "2026-05", flinkImages}
}
