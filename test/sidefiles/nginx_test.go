package sidefiles

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	networkingv1 "k8s.io/api/networking/v1"
)

// outside is the port that browsers see: that of a NodePort, which nginx
// itself knows nothing of.
const outside = "30080"

// web is a running nginx in front of a backend that plays every Service.
type web struct{ client *http.Client }

// ui is what the Flink UI looks like to a browser: a page at / with relative
// addresses. It answers like that for every Service, and says in headers which
// one was asked for what.
func ui(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Service", r.Header.Get("X-Test-Service"))
	w.Header().Set("X-Request-Uri", r.RequestURI)
	w.Header().Set("X-Host", r.Host)
	_, _ = fmt.Fprintln(w, `<html><base href="./"><script src="main.js"></script></html>`)
}

// start runs nginx with the Ingresses on a free port of the loopback until the
// test ends, or says what nginx has against its configuration.
func start(t *testing.T, ingresses []*networkingv1.Ingress) (*web, error) {
	t.Helper()
	for _, ingress := range ingresses {
		if err := inspect(ingress); err != nil {
			return nil, fmt.Errorf("%s/%s: %w", ingress.Namespace, ingress.Name, err)
		}
	}
	all, err := servers(ingresses)
	if err != nil {
		return nil, err
	}
	backend := httptest.NewServer(http.HandlerFunc(ui))
	t.Cleanup(backend.Close)
	dir := t.TempDir()
	listen := freeAddress(t)
	file := filepath.Join(dir, "nginx.conf")
	text := nginxConfiguration(t, all, dir, listen, backend.Listener.Addr().String())
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	nginx := program(t)
	if out, err := exec.CommandContext(t.Context(), nginx, "-t", "-q", "-e", "stderr", "-p", dir, "-c", file).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%w: %s\n%s", err, out, text)
	}
	run := exec.CommandContext(t.Context(), nginx, "-e", "stderr", "-p", dir, "-c", file)
	run.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	var stderr bytes.Buffer
	run.Stderr = &stderr
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		run.Process.Kill()
		run.Wait()
		if t.Failed() && stderr.Len() > 0 {
			t.Logf("nginx: %s", &stderr)
		}
	})
	waitFor(t, listen)
	dialer := &net.Dialer{}
	transport := &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return dialer.DialContext(ctx, "tcp", listen)
		},
	}
	t.Cleanup(transport.CloseIdleConnections)
	return &web{client: &http.Client{Transport: transport, Timeout: 10 * time.Second}}, nil
}

// program finds nginx, which Debian keeps where only root looks.
func program(t *testing.T) string {
	t.Helper()
	if _, err := os.Stat("/usr/sbin/nginx"); err == nil {
		return "/usr/sbin/nginx"
	}
	return need(t, "nginx")
}

func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

func waitFor(t *testing.T, address string) {
	t.Helper()
	for range 500 {
		connection, err := net.Dial("tcp", address)
		if err == nil {
			connection.Close()
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("nginx does not listen on %s", address)
}
