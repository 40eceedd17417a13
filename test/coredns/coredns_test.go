// Package coredns lets CoreDNS itself read the Corefile of stub domains, which
// imports a Corefile like that of a cluster, and asks it for names.
package coredns

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/coredns/caddy"
	_ "github.com/coredns/coredns/core/dnsserver"
	_ "github.com/coredns/coredns/plugin/cache"
	_ "github.com/coredns/coredns/plugin/errors"
	_ "github.com/coredns/coredns/plugin/forward"
	_ "github.com/coredns/coredns/plugin/hosts"
	_ "github.com/coredns/coredns/plugin/loadbalance"
	_ "github.com/coredns/coredns/plugin/loop"
	_ "github.com/coredns/coredns/plugin/reload"
	"github.com/miekg/dns"

	stubdomains "github.com/flinkgen/flinkgen/pkg/component/dns"
)

// cluster is a Corefile like that of kubeadm, with the plugin hosts in the
// place of kubernetes, which needs an API server.
const cluster = `.:PORT {
    errors
    hosts {
        10.0.0.1 kubernetes.default.svc.cluster.local
        fallthrough
    }
    forward . UPSTREAM
    cache 30
    loop
    reload 2s 1s
    loadbalance
}
`

// The answers of the two servers behind CoreDNS.
const (
	fromUpstream = "192.0.2.1"
	fromStub     = "192.0.2.2"
)

// world is a CoreDNS whose files are in a directory.
type world struct {
	directory, port string
}

// start makes both files and runs CoreDNS until the end of the test.
func start(t *testing.T, clusterFile string, domains ...stubdomains.StubDomain) (*world, error) {
	t.Helper()
	w := &world{directory: t.TempDir(), port: freePort(t)}
	upstream := serve(t, fromUpstream)
	w.write(t, "Corefile", strings.NewReplacer("PORT", w.port, "UPSTREAM", upstream).Replace(clusterFile))
	w.stubs(t, domains...)
	path := filepath.Join(w.directory, "stub-domains")
	caddy.SetDefaultCaddyfileLoader("test", caddy.LoaderFunc(func(server string) (caddy.Input, error) {
		text, err := os.ReadFile(path)
		return caddy.CaddyfileInput{Contents: text, Filepath: path, ServerTypeName: server}, err
	}))
	input, err := caddy.LoadCaddyfile("dns")
	if err != nil {
		t.Fatal(err)
	}
	// A reload replaces the instance, so all are stopped.
	t.Cleanup(func() {
		if err := caddy.Stop(); err != nil {
			t.Error(err)
		}
	})
	if _, err := caddy.Start(input); err != nil {
		return nil, err
	}
	return w, nil
}

// stubs writes the rendered Corefile, with the paths and ports of the test.
func (w *world) stubs(t *testing.T, domains ...stubdomains.StubDomain) {
	t.Helper()
	text := stubdomains.Corefile(stubdomains.Values{StubDomains: domains})
	adapted := strings.NewReplacer("/etc/coredns/Corefile", filepath.Join(w.directory, "Corefile"), ":53 {", ":"+w.port+" {").Replace(text)
	if strings.Count(adapted, w.port) != len(domains) || !strings.Contains(adapted, w.directory) {
		t.Fatalf("the Corefile has another form than the test knows:\n%s", text)
	}
	w.write(t, "stub-domains", adapted)
}

func (w *world) write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(w.directory, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// ask gives the address of a name.
func (w *world) ask(t *testing.T, name string) string {
	t.Helper()
	question := new(dns.Msg).SetQuestion(dns.Fqdn(name), dns.TypeA)
	client := dns.Client{Timeout: 5 * time.Second}
	answer, _, err := client.Exchange(question, net.JoinHostPort("127.0.0.1", w.port))
	if err != nil {
		t.Fatal(err)
	}
	if len(answer.Answer) != 1 {
		t.Fatalf("%s: %v", name, answer)
	}
	return answer.Answer[0].(*dns.A).A.String()
}

// serve runs a server that has one answer for every name.
func serve(t *testing.T, address string) string {
	t.Helper()
	connection, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &dns.Server{PacketConn: connection, Handler: dns.HandlerFunc(func(w dns.ResponseWriter, question *dns.Msg) {
		answer := new(dns.Msg).SetReply(question)
		answer.Answer = []dns.RR{&dns.A{
			Hdr: dns.RR_Header{Name: question.Question[0].Name, Rrtype: dns.TypeA, Class: dns.ClassINET, Ttl: 1},
			A:   net.ParseIP(address),
		}}
		_ = w.WriteMsg(answer)
	})}
	go func() { _ = server.ActivateAndServe() }()
	t.Cleanup(func() { _ = server.Shutdown() })
	return connection.LocalAddr().String()
}

// freePort is free for UDP and TCP, which CoreDNS both needs.
func freePort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

func domain(name, server string) stubdomains.StubDomain {
	return stubdomains.StubDomain{Domain: name, Servers: []string{server}, Cache: 30}
}

// Names of the stub domain come from its server, all others from where they
// came before; a change of our file alone is picked up.
func TestStubDomains(t *testing.T) {
	stub := serve(t, fromStub)
	w, err := start(t, cluster, domain("hdp.example.com", stub))
	if err != nil {
		t.Fatal(err)
	}
	check := func(want map[string]string) {
		t.Helper()
		for name, address := range want {
			if got := w.ask(t, name); got != address {
				t.Errorf("%s is %s, want %s", name, got, address)
			}
		}
	}
	check(map[string]string{
		"namenode.hdp.example.com":             fromStub,
		"hdp.example.com":                      fromStub,
		"example.com":                          fromUpstream,
		"nothdp.example.com":                   fromUpstream,
		"kubernetes.default.svc.cluster.local": "10.0.0.1",
		"broker.lab.internal":                  fromUpstream,
	})
	w.stubs(t, domain("hdp.example.com", stub), domain("lab.internal", stub))
	deadline := time.Now().Add(20 * time.Second)
	for w.ask(t, "new.lab.internal") != fromStub {
		if time.Now().After(deadline) {
			t.Fatal("CoreDNS does not see the new domain")
		}
		time.Sleep(500 * time.Millisecond)
	}
	check(map[string]string{
		"namenode.hdp.example.com":             fromStub,
		"other.example.com":                    fromUpstream,
		"kubernetes.default.svc.cluster.local": "10.0.0.1",
	})
}

// A domain that the cluster serves already cannot be a stub domain: CoreDNS
// says so when it starts, as kustomization.yaml warns.
func TestTakenDomain(t *testing.T) {
	taken := cluster + "hdp.example.com:PORT {\n    errors\n}\n"
	if _, err := start(t, taken, domain("hdp.example.com", "192.0.2.3")); err == nil || !strings.Contains(err.Error(), "already defined") {
		t.Errorf("got %v", err)
	}
}
