package controlplane

import (
	"context"
	"fmt"
	"maps"
	"testing"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
)

// Node is a node of the cluster.
type Node struct {
	// Name of the node and value of its label kubernetes.io/hostname.
	Name string
	// ControlPlane gives the node the label and the taint of a control plane.
	ControlPlane bool
	// Labels besides the ones that every node has.
	Labels map[string]string
}

const controlPlane = "node-role.kubernetes.io/control-plane"

// register makes the nodes and waits until kwok has made them ready.
func (c *Cluster) register(ctx context.Context, t *testing.T, client kubernetes.Interface) {
	t.Helper()
	address := firstNode
	for _, node := range c.Nodes {
		if _, err := client.CoreV1().Nodes().Create(ctx, object(node, address.String()), metav1.CreateOptions{}); err != nil {
			t.Fatal(err)
		}
		address = address.Next()
	}
	c.until(ctx, t, "the nodes are ready", func() error {
		for _, node := range c.Nodes {
			got, err := client.CoreV1().Nodes().Get(ctx, node.Name, metav1.GetOptions{})
			if err != nil {
				return err
			}
			if !ready(got) {
				return fmt.Errorf("node %s: %v %v", node.Name, got.Status.Conditions, got.Spec.Taints)
			}
		}
		return nil
	})
}

// ready says that pods can be placed on the node. It starts with a taint that
// the node controller removes.
func ready(node *corev1.Node) bool {
	for _, taint := range node.Spec.Taints {
		if taint.Key != controlPlane {
			return false
		}
	}
	for _, condition := range node.Status.Conditions {
		if condition.Type == corev1.NodeReady && condition.Status == corev1.ConditionTrue {
			return true
		}
	}
	return false
}

// object is a node of 16 cores and 64Gi of memory.
func object(node Node, address string) *corev1.Node {
	room := corev1.ResourceList{
		corev1.ResourceCPU:              resource.MustParse("16"),
		corev1.ResourceMemory:           resource.MustParse("64Gi"),
		corev1.ResourceEphemeralStorage: resource.MustParse("200Gi"),
		corev1.ResourcePods:             resource.MustParse("110"),
	}
	made := &corev1.Node{
		ObjectMeta: metav1.ObjectMeta{Name: node.Name, Labels: map[string]string{
			corev1.LabelHostname:   node.Name,
			corev1.LabelOSStable:   "linux",
			corev1.LabelArchStable: "amd64",
		}},
		Status: corev1.NodeStatus{
			Addresses: []corev1.NodeAddress{
				{Type: corev1.NodeInternalIP, Address: address},
				{Type: corev1.NodeHostName, Address: node.Name},
			},
			Capacity: room, Allocatable: room,
		},
	}
	maps.Copy(made.Labels, node.Labels)
	if node.ControlPlane {
		made.Labels[controlPlane] = ""
		made.Spec.Taints = []corev1.Taint{{Key: controlPlane, Effect: corev1.TaintEffectNoSchedule}}
	}
	return made
}
