// Package dns writes stub domains for the DNS of a cluster: names below a
// domain are asked of its own servers, all others as before.
//
// The cluster's CoreDNS stays whole. A ConfigMap beside its own holds a
// Corefile that imports the cluster's and adds a server block for each domain,
// and a patch makes CoreDNS start with it. CoreDNS is the cluster's and not the
// stack's, so what comes out are files to look at and apply by hand, not
// objects.
//
// Sources: CoreDNS 1.15, plugins import (which may stand outside of server
// blocks), reload (which watches what is imported too), forward and cache; the
// Deployment that kubeadm 1.34 installs.
package dns
