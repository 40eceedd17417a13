package pod

import (
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"sync"

	"golang.org/x/sys/unix"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// Pod is a pod of a StatefulSet, or one of the test's own.
type Pod struct {
	Name, Namespace string
	Containers      []*Container

	node      *Node
	labels    map[string]string
	subdomain string
	spec      corev1.PodSpec
	// claims are the directories of persistent volumes, by volume.
	claims map[string]string
	// directory holds what belongs to the pod and not to its claims.
	directory string

	mutex       sync.Mutex
	sandbox     *sandbox
	volumes     map[string]volume
	terminating bool
}

// StatefulSet makes the pods of a StatefulSet, with an empty persistent volume
// for each claim. None is started.
func (n *Node) StatefulSet(namespace, name string) ([]*Pod, error) {
	set, err := Get[*appsv1.StatefulSet](n, namespace, name)
	if err != nil {
		return nil, err
	}
	var pods []*Pod
	for ordinal := range *set.Spec.Replicas {
		template := set.Spec.Template
		claims := map[string]string{}
		podName := fmt.Sprintf("%s-%d", name, ordinal)
		for _, claim := range set.Spec.VolumeClaimTemplates {
			directory := n.path("claims", namespace+"_"+claim.Name+"-"+podName)
			if err := os.MkdirAll(directory, 0o755); err != nil {
				return nil, err
			}
			claims[claim.Name] = directory
		}
		p, err := n.add(podName, namespace, template.Labels, set.Spec.ServiceName, template.Spec, claims)
		if err != nil {
			return nil, err
		}
		pods = append(pods, p)
	}
	return pods, nil
}

// Pod adds a pod that no controller made.
func (n *Node) Pod(name, namespace string, spec corev1.PodSpec) (*Pod, error) {
	return n.add(name, namespace, nil, "", spec, nil)
}

func (n *Node) add(name, namespace string, labels map[string]string, subdomain string, spec corev1.PodSpec, claims map[string]string) (*Pod, error) {
	p := &Pod{
		Name: name, Namespace: namespace, node: n, labels: labels, subdomain: subdomain, spec: spec, claims: claims,
		directory: n.path("pods", namespace+"_"+name),
	}
	if len(spec.InitContainers) > 0 || spec.HostNetwork || spec.Hostname != "" {
		return nil, fmt.Errorf("pod %s: init containers, host network and hostname are not emulated", name)
	}
	for i := range spec.Containers {
		c, err := p.newContainer(&spec.Containers[i])
		if err != nil {
			return nil, err
		}
		p.Containers = append(p.Containers, c)
	}
	n.mutex.Lock()
	defer n.mutex.Unlock()
	n.pods = append(n.pods, p)
	return p, nil
}

// Start creates the pod: a new address, new volumes but for its claims, and
// all containers at once.
func (p *Pod) Start() error {
	p.Remove()
	if err := os.MkdirAll(p.names(), 0o755); err != nil {
		return err
	}
	volumes, err := p.makeVolumes()
	if err != nil {
		return err
	}
	s, err := p.node.newSandbox(p.Name)
	if err != nil {
		return err
	}
	p.mutex.Lock()
	p.sandbox, p.volumes, p.terminating = s, volumes, false
	p.mutex.Unlock()
	if err := p.node.publishNames(); err != nil {
		return err
	}
	for _, c := range p.Containers {
		if err := c.begin(); err != nil {
			return err
		}
	}
	return nil
}

// Kill kills all processes of the pod at once with SIGKILL, and nobody
// restarts them. The address stays, and refuses connections.
func (p *Pod) Kill() {
	p.end()
	for _, c := range p.Containers {
		c.signal(unix.SIGKILL)
	}
	for _, c := range p.Containers {
		c.wait()
	}
}

// Remove ends the pod at once and for good: its address, its name and its
// volumes but for the claims are gone.
func (p *Pod) Remove() {
	p.Kill()
	p.mutex.Lock()
	s := p.sandbox
	p.sandbox = nil
	p.mutex.Unlock()
	if s == nil {
		return
	}
	s.remove()
	for _, v := range p.spec.Volumes {
		// Only what is kept in memory is mounted.
		_ = unix.Unmount(filepath.Join(p.directory, "volumes", v.Name), unix.MNT_DETACH)
	}
	_ = os.RemoveAll(p.directory)
	_ = p.node.publishNames()
}

// end takes the pod from the Services and stops restarting its containers.
func (p *Pod) end() {
	p.mutex.Lock()
	p.terminating = true
	p.mutex.Unlock()
	for _, c := range p.Containers {
		c.hold()
	}
}

// Address of the pod, where it has one.
func (p *Pod) Address() (netip.Addr, bool) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.sandbox == nil {
		return netip.Addr{}, false
	}
	return p.sandbox.address, true
}

// Ready says whether Services lead to the pod.
func (p *Pod) Ready() bool {
	p.mutex.Lock()
	out := p.sandbox == nil || p.terminating
	p.mutex.Unlock()
	if out {
		return false
	}
	for _, c := range p.Containers {
		if !c.Status().Ready {
			return false
		}
	}
	return true
}

// Container finds a container by name; there must be one.
func (p *Pod) Container(name string) *Container {
	for _, c := range p.Containers {
		if c.Name == name {
			return c
		}
	}
	panic("pod " + p.Name + " has no container " + name)
}

// port resolves the port that a probe or a Service names.
func (p *Pod) port(target intstr.IntOrString) (int32, error) {
	if target.Type == intstr.Int {
		return target.IntVal, nil
	}
	for _, c := range p.spec.Containers {
		for _, port := range c.Ports {
			if port.Name == target.StrVal {
				return port.ContainerPort, nil
			}
		}
	}
	return 0, fmt.Errorf("pod %s: no port %s", p.Name, target.StrVal)
}
