package catalog

const (
	bitnamiCharts = "oci://registry-1.docker.io/bitnamicharts"
	// apacheArchive keeps every release; downloads.apache.org has only current ones.
	apacheArchive = "https://archive.apache.org/dist/flink/flink-kubernetes-operator-"
)

// charts holds the newest version of each chart first.
//
// Bitnami's charts start scripts that only Bitnami's images have. Its images with
// a version in the tag moved from docker.io/bitnami to docker.io/bitnamilegacy on
// 2025-08-28 and get no updates there (bitnami/charts, issue 35164).
var charts = []Chart{
	operatorChart("1.15.0", "2026-05-07"),
	operatorChart("1.14.0", "2026-02-03"),
	operatorChart("1.13.0", "2025-09-18"),
	operatorChart("1.12.1", "2025-07-03"),
	operatorChart("1.12.0", "2025-05-28"),
	operatorChart("1.11.0", "2025-02-25"),
	operatorChart("1.10.0", "2024-10-14"),
	operatorChart("1.9.0", "2024-06-18"),
	operatorChart("1.8.0", "2024-03-14"),
	operatorChart("1.7.0", "2023-11-15"),
	operatorChart("1.6.1", "2023-10-20"),
	operatorChart("1.6.0", "2023-08-10"),
	operatorChart("1.5.0", "2023-05-12"),

	ingressChart("4.15.1", "1.15.1", "2026-03-19"),
	ingressChart("4.7.1", "1.8.1", "2023-06-30"),

	bitnamiChart(Redis, "23.1.1", "8.2.1", "2026-02-12",
		"docker.io/bitnamilegacy/redis:8.2.1-debian-12-r0",
		"docker.io/bitnamilegacy/redis-sentinel:8.2.1-debian-12-r0"),
	bitnamiChart(Redis, "17.14.3", "7.0.12", "2023-07-28",
		"docker.io/bitnamilegacy/redis:7.0.12-debian-11-r15",
		"docker.io/bitnamilegacy/redis-sentinel:7.0.12-debian-11-r13"),

	bitnamiChart(MinIO, "17.0.23", "2025.7.23", "2025-12-03",
		"docker.io/bitnamilegacy/minio:2025.7.23-debian-12-r3",
		"docker.io/bitnamilegacy/minio-object-browser:2.0.2-debian-12-r3"),
	bitnamiChart(MinIO, "12.6.10", "2023.7.18", "2023-07-19",
		"docker.io/bitnamilegacy/minio:2023.7.18-debian-11-r0"),

	juicefsChart("0.32.4", "0.32.4", "2026-08-20"),
	juicefsChart("0.15.1", "0.19.0", "2023-05-29"),
}

func operatorChart(version, date string) Chart {
	return Chart{
		Name: FlinkOperator, Version: version, AppVersion: version, Date: date,
		Repository: apacheArchive + version,
		Archive:    FlinkOperator + "-" + version + "-helm.tgz",
		Source:     "apache/flink-kubernetes-operator, git tag release-" + version + ", helm/flink-kubernetes-operator",
	}
}

func ingressChart(version, app, date string) Chart {
	return Chart{
		Name: IngressNginx, Version: version, AppVersion: app, Date: date,
		Repository: "https://kubernetes.github.io/ingress-nginx",
		Archive:    IngressNginx + "-" + version + ".tgz",
		Source:     "kubernetes/ingress-nginx, git tag helm-chart-" + version + ", charts/ingress-nginx",
	}
}

func bitnamiChart(name, version, app, date string, images ...string) Chart {
	return Chart{
		Name: name, Version: version, AppVersion: app, Date: date,
		Repository: bitnamiCharts,
		Archive:    name + "-" + version + ".tgz",
		Images:     images,
		Source:     "bitnami/charts, git tag " + name + "/" + version + ", bitnami/" + name,
	}
}

func juicefsChart(version, app, date string) Chart {
	return Chart{
		Name: JuiceFSDriver, Version: version, AppVersion: app, Date: date,
		Repository: "https://juicedata.github.io/charts",
		Archive:    JuiceFSDriver + "-" + version + ".tgz",
		Source:     "juicedata/charts, git tag helm-chart-juicefs-csi-driver-" + version + ", charts/juicefs-csi-driver",
	}
}
