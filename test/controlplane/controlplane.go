package controlplane

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	clientcmdapi "k8s.io/client-go/tools/clientcmd/api"
)

// startLimit is how long the control plane may take to start.
const startLimit = 2 * time.Minute

// Cluster is a running control plane with its nodes.
type Cluster struct {
	// Config is a client configuration with every right.
	Config *rest.Config
	// Kubeconfig is a file with the same, for programs.
	Kubeconfig string
	// Nodes of the cluster.
	Nodes []Node
	// Directory holds the logs and the data; it goes with the test.
	Directory string

	programs []*program
}

// Start runs a control plane with these nodes until the end of the test.
func Start(t *testing.T, nodes ...Node) *Cluster {
	t.Helper()
	if os.Getenv(programs) == "" {
		t.Fatal("TestMain must call controlplane.Main")
	}
	ctx, cancel := context.WithTimeout(t.Context(), startLimit)
	defer cancel()
	c := &Cluster{Nodes: nodes, Directory: t.TempDir()}
	start := time.Now()
	authority, port := c.credentials(t)
	c.runServer(t, port)
	client := kubernetes.NewForConfigOrDie(c.Config)
	c.until(ctx, t, "the API server is ready", func() error {
		return client.Discovery().RESTClient().Get().AbsPath("/readyz").Do(ctx).Error()
	})
	ready := time.Now()
	c.runControllers(t, authority)
	c.register(ctx, t, client)
	c.until(ctx, t, "the service account of a namespace exists", func() error {
		_, err := client.CoreV1().ServiceAccounts(metav1.NamespaceDefault).Get(ctx, "default", metav1.GetOptions{})
		return err
	})
	t.Logf("started the API server in %.1f s, controllers and %d nodes in %.1f s", ready.Sub(start).Seconds(), len(nodes), time.Since(ready).Seconds())
	return c
}

// file is the path of a file of the cluster.
func (c *Cluster) file(name string) string { return filepath.Join(c.Directory, name) }

// write puts a file into the directory of the cluster.
func (c *Cluster) write(t *testing.T, name string, data []byte) string {
	t.Helper()
	if err := os.WriteFile(c.file(name), data, 0o600); err != nil {
		t.Fatal(err)
	}
	return c.file(name)
}

// credentials makes the certificates and the client configuration.
func (c *Cluster) credentials(t *testing.T) (authority string, port int) {
	t.Helper()
	ca, err := NewAuthority("cluster")
	if err != nil {
		t.Fatal(err)
	}
	issue := func(name string, groups []string, names ...string) (certificate, key string) {
		t.Helper()
		certificateData, keyData, err := ca.Issue(name, groups, names...)
		if err != nil {
			t.Fatal(err)
		}
		return c.write(t, name+".crt", certificateData), c.write(t, name+".key", keyData)
	}
	authority = c.write(t, "ca.crt", ca.PEM)
	issue("server", nil, "127.0.0.1", "kubernetes.default.svc")
	// Tokens of service accounts are signed with a key of their own.
	issue("tokens", nil)
	certificate, key := issue("admin", []string{"system:masters"})

	port = freePort(t)
	config := clientcmdapi.NewConfig()
	config.Clusters["test"] = &clientcmdapi.Cluster{Server: fmt.Sprintf("https://127.0.0.1:%d", port), CertificateAuthority: authority}
	config.AuthInfos["admin"] = &clientcmdapi.AuthInfo{ClientCertificate: certificate, ClientKey: key}
	config.Contexts["test"] = &clientcmdapi.Context{Cluster: "test", AuthInfo: "admin"}
	config.CurrentContext = "test"
	c.Kubeconfig = c.file("kubeconfig")
	if err := clientcmd.WriteToFile(*config, c.Kubeconfig); err != nil {
		t.Fatal(err)
	}
	if c.Config, err = clientcmd.BuildConfigFromFlags("", c.Kubeconfig); err != nil {
		t.Fatal(err)
	}
	c.Config.QPS = -1
	return authority, port
}

func (c *Cluster) runServer(t *testing.T, port int) {
	t.Helper()
	clients, peers := freePort(t), freePort(t)
	c.run(t, etcd,
		"--data-dir="+c.file("etcd"), "--unsafe-no-fsync", "--log-level=warn",
		fmt.Sprintf("--listen-client-urls=http://127.0.0.1:%d", clients),
		fmt.Sprintf("--advertise-client-urls=http://127.0.0.1:%d", clients),
		fmt.Sprintf("--listen-peer-urls=http://127.0.0.1:%d", peers),
		fmt.Sprintf("--initial-advertise-peer-urls=http://127.0.0.1:%d", peers),
		fmt.Sprintf("--initial-cluster=default=http://127.0.0.1:%d", peers),
	)
	c.run(t, apiServer,
		fmt.Sprintf("--etcd-servers=http://127.0.0.1:%d", clients),
		"--bind-address=127.0.0.1", "--advertise-address="+serverAddress.String(), fmt.Sprintf("--secure-port=%d", port),
		"--tls-cert-file="+c.file("server.crt"), "--tls-private-key-file="+c.file("server.key"),
		"--client-ca-file="+c.file("ca.crt"),
		"--service-account-issuer=https://kubernetes.default.svc",
		"--service-account-key-file="+c.file("tokens.crt"), "--service-account-signing-key-file="+c.file("tokens.key"),
		"--authorization-mode=RBAC", "--allow-privileged=true",
		"--service-cluster-ip-range=10.96.0.0/16",
		// A loopback address is not a valid endpoint of a Service.
		"--endpoint-reconciler-type=none",
		// Webhooks are called at the address of a pod: nobody plays kube-proxy.
		"--enable-aggregator-routing=true",
	)
}

func (c *Cluster) runControllers(t *testing.T, authority string) {
	t.Helper()
	c.run(t, controllerManager,
		"--kubeconfig="+c.Kubeconfig, "--leader-elect=false", "--secure-port=0",
		"--use-service-account-credentials=true",
		"--root-ca-file="+authority, "--service-account-private-key-file="+c.file("tokens.key"),
		"--kube-api-qps=200", "--kube-api-burst=400",
	)
	c.run(t, scheduler,
		"--kubeconfig="+c.Kubeconfig, "--leader-elect=false", "--secure-port=0",
		"--kube-api-qps=200", "--kube-api-burst=400",
	)
	c.run(t, kwok,
		"--kubeconfig="+c.Kubeconfig, "--config="+filepath.Join(os.Getenv(programs), stages),
		"--manage-all-nodes=true", "--node-lease-duration-seconds=40",
		"--cidr="+pods.String(),
		fmt.Sprintf("--server-address=127.0.0.1:%d", freePort(t)),
	)
}

// freePort is a port of the loopback address that nobody listens on.
func freePort(t *testing.T) int {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	return listener.Addr().(*net.TCPAddr).Port
}

// until waits for what is to happen and says what it waited for in vain, or
// which program has ended meanwhile.
func (c *Cluster) until(ctx context.Context, t *testing.T, what string, done func() error) {
	t.Helper()
	for {
		err := done()
		if err == nil {
			return
		}
		for _, p := range c.programs {
			if p.over() {
				t.Fatalf("waited until %s, but %s has ended", what, p.name)
			}
		}
		select {
		case <-ctx.Done():
			t.Fatalf("waited until %s: %v", what, err)
		case <-time.After(50 * time.Millisecond):
		}
	}
}
