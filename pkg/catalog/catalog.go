// Package catalog is the one table of versions and images: what a stack can
// pull, since when it exists and where that is written. Nothing else in
// flinkgen names a version of a program.
package catalog

import (
	"slices"
)

// The parts that the table knows.
const (
	FlinkOperator       = "flink-kubernetes-operator"
	Flink               = "flink"
	IngressNginx        = "ingress-nginx"
	WebhookCertgen      = "kube-webhook-certgen"
	Redis               = "redis"
	MinIO               = "minio"
	JuiceFSDriver       = "juicefs-csi-driver"
	JuiceFSMount        = "juicefs-mount"
	CSIProvisioner      = "csi-provisioner"
	CSIResizer          = "csi-resizer"
	CSILivenessProbe    = "csi-livenessprobe"
	NodeDriverRegistrar = "csi-node-driver-registrar"
	Curl                = "curl"
)

// Entry is one image of one version of a part.
type Entry struct {
	Part    string
	Version string
	// Registry, Repository and Tag make the image reference.
	Registry, Repository, Tag string
	// Date is when the version appeared, year-month-day or year-month.
	Date string
	// Source says where version and image are written.
	Source string
}

// Reference is registry/repository:tag.
func (e Entry) Reference() string { return e.Registry + "/" + e.Repository + ":" + e.Tag }

// Find gives the entry of a version of a part.
func Find(part, version string) (Entry, bool) {
	for _, entry := range table {
		if entry.Part == part && entry.Version == version {
			return entry, true
		}
	}
	return Entry{}, false
}

// Newest gives the newest entry of a part; it is the zero Entry for an unknown part.
func Newest(part string) Entry {
	for _, entry := range table {
		if entry.Part == part {
			return entry
		}
	}
	return Entry{}
}

// Versions lists the versions of a part, the newest first.
func Versions(part string) []string {
	var versions []string
	for _, entry := range table {
		if entry.Part == part {
			versions = append(versions, entry.Version)
		}
	}
	return versions
}

// All gives a copy of the whole table.
func All() []Entry { return slices.Clone(table) }
