package dns

import (
	"net/netip"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// clusterServers are addresses on which the DNS of clusters answers by default,
// so that a stub domain with one of them asks itself. Sources: kubeadm (tenth
// address of 10.96.0.0/12), k3s (10.43.0.10), NodeLocal DNSCache.
var clusterServers = map[string]string{
	"10.96.0.10":    "the DNS of kubeadm's clusters",
	"10.43.0.10":    "the DNS of k3s",
	"169.254.20.10": "NodeLocal DNSCache",
}

// maxServers is how many servers CoreDNS forwards to (plugin forward).
const maxServers = 15

// Validate finds domains and servers that CoreDNS would refuse, and those that
// lead back to the cluster.
func Validate(v Values, clusterDomain string, at *field.Path) field.ErrorList {
	var all field.ErrorList
	if problems := validation.IsDNS1123Subdomain(v.Deployment); len(problems) > 0 {
		all = append(all, field.Invalid(at.Child("deployment"), v.Deployment, problems[0]))
	}
	seen := map[string]bool{}
	for i, d := range v.StubDomains {
		at := at.Child("stubDomains").Index(i)
		all = append(all, checkDomain(at.Child("domain"), d.Domain, clusterDomain)...)
		if seen[d.Domain] {
			all = append(all, field.Duplicate(at.Child("domain"), d.Domain))
		}
		seen[d.Domain] = true
		if d.Cache < 0 {
			all = append(all, field.Invalid(at.Child("cache"), d.Cache, "write seconds, or 0 to keep no answer"))
		}
		switch {
		case len(d.Servers) == 0:
			all = append(all, field.Required(at.Child("servers"), "write the IP addresses of the servers that answer for the domain"))
		case len(d.Servers) > maxServers:
			all = append(all, field.TooMany(at.Child("servers"), len(d.Servers), maxServers))
		}
		for j, server := range d.Servers {
			if cure := checkServer(server); cure != "" {
				all = append(all, field.Invalid(at.Child("servers").Index(j), server, cure))
			}
		}
	}
	return all
}

func checkDomain(at *field.Path, domain, clusterDomain string) field.ErrorList {
	if problems := validation.IsDNS1123Subdomain(domain); len(problems) > 0 {
		return field.ErrorList{field.Invalid(at, domain, "write a domain such as hdp.example.com, in lower case and without a dot at the end; to send all names elsewhere is the business of the cluster's own Corefile")}
	}
	if within(domain, clusterDomain) || within(clusterDomain, domain) {
		return field.ErrorList{field.Invalid(at, domain, "it would take names away from the cluster itself, whose domain is "+clusterDomain)}
	}
	return nil
}

// within says whether a domain is another one or below it.
func within(domain, of string) bool { return domain == of || strings.HasSuffix(domain, "."+of) }

// checkServer says what is wrong with the address of a server.
func checkServer(text string) string {
	address, err := netip.ParseAddr(text)
	if err != nil {
		withPort, err := netip.ParseAddrPort(text)
		if err != nil || withPort.Port() == 0 {
			return "write an IP address, with a port if it is not 53, such as 192.168.0.11 or [2001:db8::11]:5353"
		}
		address = withPort.Addr()
	}
	address = address.Unmap()
	switch {
	case address.Zone() != "" || address.IsUnspecified() || address.IsMulticast():
		return "write the address of one server"
	case address.IsLoopback():
		return "that is CoreDNS itself: queries would go round in a circle"
	case clusterServers[address.String()] != "":
		return "that is " + clusterServers[address.String()] + ": queries would go round in a circle"
	}
	return ""
}
