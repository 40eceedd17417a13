package stack

import (
	"github.com/flinkgen/flinkgen/pkg/bundle"
	"github.com/flinkgen/flinkgen/pkg/component/dns"
)

// DNS of the cluster, which is not the stack's: what follows from this section
// are files to apply by hand, in the directory 10-dns beside the manifests.
type DNS struct {
	dns.Values `json:",inline"`
}

// dns checks the domains that have servers of their own.
func (c *completion) dns() {
	c.errors = append(c.errors, dns.Validate(c.spec.DNS.Values, c.spec.ClusterDomain, specPath("dns"))...)
}

// dnsFiles are the files that add the stub domains to the cluster's DNS.
func dnsFiles(spec *Spec) ([]bundle.File, error) {
	if len(spec.DNS.StubDomains) == 0 {
		return nil, nil
	}
	rendered, err := dns.Files(spec.DNS.Values)
	if err != nil {
		return nil, err
	}
	files := make([]bundle.File, len(rendered))
	for i, file := range rendered {
		files[i] = bundle.File{Path: file.Path, Data: []byte(file.Text)}
	}
	return files, nil
}
