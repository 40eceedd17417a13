package dns

// Values are the knobs of the cluster's DNS.
type Values struct {
	// Deployment of CoreDNS in the namespace kube-system.
	Deployment string `json:"deployment"`
	// StubDomains are domains with servers of their own.
	StubDomains []StubDomain `json:"stubDomains,omitempty" patchStrategy:"merge" patchMergeKey:"domain"`
}

// StubDomain is a domain with servers of its own.
type StubDomain struct {
	// Domain below which names are asked of the servers, such as hdp.example.com.
	Domain string `json:"domain"`
	// Servers that answer for the domain: IP addresses, with a port if it is not 53.
	Servers []string `json:"servers"`
	// Cache is how many seconds an answer is kept at most; 0 keeps none.
	Cache int32 `json:"cache"`
}

// defaultCache is what the Corefile of kubeadm has for all other names.
const defaultCache = 30

// SetDefaults gives a domain of a stack file its cache.
func (d *StubDomain) SetDefaults() { *d = StubDomain{Cache: defaultCache} }

// Defaults has no stub domain.
func Defaults() Values { return Values{Deployment: "coredns"} }
