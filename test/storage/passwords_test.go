package storage

import (
	"net/http"
	"strings"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/test/storage/pod"
)

// testPasswords knocks at every door with a wrong password and with none.
func (p *plane) testPasswords(t *test) {
	redis, sentinel := p.redisPasswords(t)
	for _, x := range []struct {
		name         string
		port         int
		right, other string
		command      []string
	}{
		{"Redis", 6379, redis, sentinel, []string{"DBSIZE"}},
		{"Sentinel", 26379, sentinel, redis, []string{"SENTINEL", "MASTERS"}},
	} {
		for _, of := range p.redis {
			if _, err := ask(of, x.port, x.right, x.command...); err != nil {
				t.Errorf("%s of %s refuses the right password: %v", x.name, of.Name, err)
			}
			refused(t, x.name+" without a password", of, x.port, "", "NOAUTH", x.command)
			refused(t, x.name+" with a wrong password", of, x.port, "wrong", "WRONGPASS", x.command)
			refused(t, x.name+" with the other's password", of, x.port, x.other, "WRONGPASS", x.command)
		}
	}
	p.testStorePasswords(t)
}

func refused(t *test, what string, of *pod.Pod, port int, password, want string, command []string) {
	t.Helper()
	answer, err := ask(of, port, password, command...)
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%s of %s: got %v, %v; want %s", what, of.Name, answer, err, want)
	}
}

// testStorePasswords uses JuiceFS as client of MinIO, with metadata of its own.
func (p *plane) testStorePasswords(t *test) {
	t.Helper()
	mount := p.mountPod(t, "mount-passwords")
	const format = `juicefs format --no-color --storage="$storage" --bucket="$bucket" `
	var attempts sync.WaitGroup
	for name, x := range map[string]struct{ script, want string }{
		"a wrong secret key":           {format + `--access-key="$accesskey" --secret-key=wrong badger:///tmp/a wrong-a`, "SignatureDoesNotMatch"},
		"a wrong access key":           {format + `--access-key=wrong --secret-key="$secretkey" badger:///tmp/b wrong-b`, "InvalidAccessKeyId"},
		"a wrong password of Redis":    {`juicefs status --no-color "$(printf %s "$metaurl" | sed 's|://:[^@]*@|://:wrong@|')"`, "WRONGPASS"},
		"a wrong password of Sentinel": {`SENTINEL_PASSWORD=wrong juicefs status --no-color "$metaurl"`, "all sentinels specified in configuration are unreachable"},
	} {
		attempts.Go(func() {
			// JuiceFS tries again for up to half a minute.
			output, err := juicefs(t, mount, 60*time.Second, x.script)
			if err == nil || !strings.Contains(output, x.want) {
				t.Errorf("JuiceFS with %s: %v, want %s:\n%s", name, err, x.want, output)
			}
		})
	}
	attempts.Wait()
	if output, err := juicefs(t, mount, 30*time.Second, `juicefs status --no-color "$metaurl"`); err != nil {
		t.Errorf("JuiceFS with the right passwords: %v\n%s", err, output)
	}

	secret, err := pod.Get[*corev1.Secret](p.node, "minio", "minio")
	if err != nil {
		t.Fatal(err)
	}
	for _, of := range p.minio {
		address, _ := of.Address()
		for path, login := range map[string][2]string{
			"/juicefs/":             {},
			"/":                     {string(secret.Data["root-user"]), "wrong"},
			"/minio/admin/v3/info":  {},
			"/minio/admin/v3/info?": {string(secret.Data["root-user"]), "wrong"},
		} {
			request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+address.String()+":9000"+path, nil)
			if err != nil {
				t.Fatal(err)
			}
			if login[0] != "" {
				request.SetBasicAuth(login[0], login[1])
			}
			response, err := http.DefaultClient.Do(request)
			if err != nil {
				t.Fatal(err)
			}
			response.Body.Close()
			if response.StatusCode/100 != 4 {
				t.Errorf("MinIO of %s, %s without a signature: %s", of.Name, path, response.Status)
			}
		}
	}
}
