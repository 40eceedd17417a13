package pod

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	corev1 "k8s.io/api/core/v1"
)

// publishNames writes each pod's file hosts: its own names, which it knows
// whatever DNS says, and the names that the cluster's DNS would answer now.
func (n *Node) publishNames() error {
	n.naming.Lock()
	defer n.naming.Unlock()
	answers := n.answers()
	for _, p := range n.list() {
		address, known := p.Address()
		if !known {
			continue
		}
		own := fmt.Sprintf("127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n%s %s.%s.%s.svc.%s %s\n",
			address, p.Name, p.subdomain, p.Namespace, ClusterDomain, p.Name)
		// Replaced as a whole, so no reader finds half a file.
		file := filepath.Join(p.names(), "hosts")
		if err := os.WriteFile(file+".new", []byte(own+answers), 0o644); err != nil {
			return err
		}
		if err := os.Rename(file+".new", file); err != nil {
			return err
		}
	}
	return nil
}

// answers lists each Service with an address, and behind a headless Service
// each pod that has its subdomain, also by the name of the Service. Pods that are not ready are left out unless
// the Service publishes them.
func (n *Node) answers() string {
	var hosts strings.Builder
	for _, s := range n.services {
		domain := fmt.Sprintf("%s.%s.svc.%s", s.object.Name, s.object.Namespace, ClusterDomain)
		if s.address.IsValid() {
			fmt.Fprintf(&hosts, "%s %s\n", s.address, domain)
			continue
		}
		for _, p := range n.list() {
			address, known := p.Address()
			published := s.object.Spec.PublishNotReadyAddresses || p.Ready()
			if known && s.selects(p) && published && p.subdomain == s.object.Name {
				fmt.Fprintf(&hosts, "%s %s %s.%s\n", address, domain, p.Name, domain)
			}
		}
	}
	return hosts.String()
}

// names is the directory of the pod's file hosts.
func (p *Pod) names() string { return filepath.Join(p.directory, "names") }

// etc are the files of /etc that the runtime and the image bring.
func (p *Pod) etc(image Image) map[string]string {
	var options strings.Builder
	if dns := p.spec.DNSConfig; dns != nil {
		for _, option := range dns.Options {
			options.WriteString(" " + option.Name)
			if option.Value != nil {
				options.WriteString(":" + *option.Value)
			}
		}
	}
	var passwd, group strings.Builder
	passwd.WriteString("root:x:0:0:root:/root:/bin/sh\n")
	group.WriteString("root:x:0:\n")
	for _, account := range image.Accounts {
		fields := strings.Split(account, ":")
		passwd.WriteString(account + "\n")
		group.WriteString(fields[0] + ":x:" + fields[3] + ":\n")
	}
	return map[string]string{
		"/etc/hostname":      p.Name + "\n",
		"/etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
		"/etc/resolv.conf":   "options ndots:5" + options.String() + "\n",
		"/etc/passwd":        passwd.String(),
		"/etc/group":         group.String(),
	}
}

// selects says whether a Service leads to a pod.
func (s *service) selects(p *Pod) bool {
	if p.Namespace != s.object.Namespace || len(s.object.Spec.Selector) == 0 {
		return false
	}
	for key, value := range s.object.Spec.Selector {
		if p.labels[key] != value {
			return false
		}
	}
	return true
}

func headless(s *corev1.Service) bool { return s.Spec.ClusterIP == corev1.ClusterIPNone }
