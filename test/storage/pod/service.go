package pod

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/netip"
	"sync/atomic"
	"time"

	corev1 "k8s.io/api/core/v1"
)

// service plays a Service with an address of its own: connections to it are
// handed to the ready pods in turn. As with kube-proxy, nobody tries the next
// pod when one refuses.
type service struct {
	node      *Node
	object    *corev1.Service
	address   netip.Addr
	listeners []net.Listener
	turn      atomic.Uint64
}

func (n *Node) addService(object *corev1.Service) error {
	s := &service{node: n, object: object}
	n.services = append(n.services, s)
	if headless(object) {
		return nil
	}
	s.address = netip.AddrFrom4([4]byte{10, 96, 0, byte(10 + len(n.services))})
	if err := run("", "ip", "addr", "add", s.address.String()+"/32", "dev", bridge); err != nil {
		return err
	}
	for _, port := range object.Spec.Ports {
		listener, err := net.Listen("tcp", netip.AddrPortFrom(s.address, uint16(port.Port)).String())
		if err != nil {
			return fmt.Errorf("service %s: %w", object.Name, err)
		}
		s.listeners = append(s.listeners, listener)
		go s.serve(listener, port)
	}
	return nil
}

func (s *service) close() {
	for _, listener := range s.listeners {
		listener.Close()
	}
}

func (s *service) serve(listener net.Listener, port corev1.ServicePort) {
	for {
		client, err := listener.Accept()
		if err != nil {
			return
		}
		go s.forward(client.(*net.TCPConn), port)
	}
}

func (s *service) forward(client *net.TCPConn, port corev1.ServicePort) {
	target, err := s.target(port)
	if err != nil {
		reset(client)
		return
	}
	dialer := net.Dialer{Timeout: 10 * time.Second}
	connection, err := dialer.DialContext(context.Background(), "tcp", target)
	if err != nil {
		reset(client)
		return
	}
	pod := connection.(*net.TCPConn)
	done := make(chan struct{})
	go func() { defer close(done); pass(pod, client) }()
	pass(client, pod)
	<-done
	client.Close()
	pod.Close()
}

// pass copies one direction, and passes its end on: an orderly end as such, a
// broken connection as a broken one.
func pass(to, from *net.TCPConn) {
	if _, err := io.Copy(to, from); err != nil {
		reset(to)
		reset(from)
		return
	}
	_ = to.CloseWrite()
}

func reset(connection *net.TCPConn) {
	_ = connection.SetLinger(0)
	connection.Close()
}

// target picks a pod that is ready and not about to stop.
func (s *service) target(port corev1.ServicePort) (string, error) {
	var targets []string
	for _, p := range s.node.list() {
		if !s.selects(p) || !p.Ready() && !s.object.Spec.PublishNotReadyAddresses {
			continue
		}
		address, known := p.Address()
		number, err := p.port(port.TargetPort)
		if err != nil {
			return "", err
		}
		if known {
			targets = append(targets, net.JoinHostPort(address.String(), fmt.Sprint(number)))
		}
	}
	if len(targets) == 0 {
		return "", fmt.Errorf("service %s has no ready pod", s.object.Name)
	}
	return targets[s.turn.Add(1)%uint64(len(targets))], nil
}
