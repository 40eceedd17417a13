package pod

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/pkg/component"
)

// ClusterDomain is the DNS domain of the cluster that is played here.
const ClusterDomain = "cluster.local"

// Options of a node.
type Options struct {
	// Directory for everything that is written.
	Directory string
	// Objects are what the API server would hold.
	Objects []component.Object
	// Images by the last part of their names, such as redis.
	Images map[string]Image
	// Log takes a line for each event, such as a restart.
	Log func(format string, arguments ...any)
}

// Node runs pods. There is one, so placement is not emulated.
type Node struct {
	Options
	executable string

	naming   sync.Mutex
	mutex    sync.Mutex
	pods     []*Pod
	services []*service
	used     int
}

// NewNode makes the network and starts the Services among the objects.
func NewNode(o Options) (*Node, error) {
	if !Inside() {
		return nil, errors.New("not in namespaces of its own: call Enter first")
	}
	executable, err := os.Executable()
	if err != nil {
		return nil, err
	}
	if err := settle(); err != nil {
		return nil, err
	}
	if err := makeBridge(); err != nil {
		return nil, err
	}
	n := &Node{Options: o, executable: executable}
	for _, directory := range []string{n.path("claims"), n.path("logs"), n.path("pods")} {
		if err := os.MkdirAll(directory, 0o755); err != nil {
			return nil, err
		}
	}
	for _, object := range o.Objects {
		if found, ok := object.(*corev1.Service); ok {
			if err := n.addService(found); err != nil {
				return nil, err
			}
		}
	}
	return n, nil
}

// Stop kills every pod and ends the Services.
func (n *Node) Stop() {
	for _, p := range n.list() {
		p.Remove()
	}
	for _, s := range n.services {
		s.close()
	}
}

// Get finds an object by type, namespace and name.
func Get[T component.Object](n *Node, namespace, name string) (T, error) {
	var none T
	for _, object := range n.Objects {
		if typed, ok := object.(T); ok && object.GetNamespace() == namespace && object.GetName() == name {
			return typed, nil
		}
	}
	return none, fmt.Errorf("no %T %s/%s", none, namespace, name)
}

func (n *Node) path(parts ...string) string {
	return filepath.Join(append([]string{n.Directory}, parts...)...)
}

func (n *Node) list() []*Pod {
	n.mutex.Lock()
	defer n.mutex.Unlock()
	return append([]*Pod(nil), n.pods...)
}
