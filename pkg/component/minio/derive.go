package minio

import (
	"fmt"
	"strconv"
)

// Complete fills the derived values that are blank from the other values.
// Doing it twice changes nothing.
func Complete(v *Values) {
	if v.Mode == "" {
		v.Mode = Distributed
		if v.Replicas == 1 {
			v.Mode = Standalone
		}
	}
	if v.ReplicaRange == "" {
		v.ReplicaRange = Range(v.Replicas)
	}
	if v.DriveRange == "" {
		v.DriveRange = Range(v.DrivesPerNode)
	}
	if len(v.Drives) == 0 {
		v.Drives = Drives(v.DrivesPerNode)
	}
}

// Range counts from 0 in MinIO's notation for ranges: {0...2} for three. A
// single one needs no range.
func Range(count int32) string {
	if count <= 1 {
		return "0"
	}
	return "{0..." + strconv.Itoa(int(count)-1) + "}"
}

// Drives lists the drives of a pod.
func Drives(count int32) []Drive {
	drives := make([]Drive, 0, max(count, 0))
	for i := range count {
		name := fmt.Sprintf("data-%d", i)
		drives = append(drives, Drive{Name: name, MountPath: "/" + name})
	}
	return drives
}

// Endpoint is the URL of the S3 API inside the cluster.
func Endpoint(v Values) string {
	return fmt.Sprintf("http://%s.%s.svc.%s:%d", v.Name, v.Namespace, v.ClusterDomain, Port)
}

func headlessName(v Values) string { return v.Name + "-headless" }

// ErasureSets says whether MinIO can split a number of drives into sets of 2 to
// 16 of one size (minio/minio, cmd/endpoint-ellipses.go).
func ErasureSets(drives int) bool {
	for size := 2; size <= 16; size++ {
		if drives%size == 0 {
			return true
		}
	}
	return false
}
