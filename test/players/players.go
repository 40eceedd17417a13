package players

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
)

// beat is how often the players look.
const beat = 100 * time.Millisecond

// Players are programs that the test plays because no container runs.
type Players struct {
	config   *rest.Config
	client   kubernetes.Interface
	dynamic  dynamic.Interface
	webhooks *webhooks

	lock     sync.Mutex
	problems map[string]error
}

// Play lets all programs act until the end of the test. The configuration has
// every right. The kinds of cert-manager have to be there.
func Play(t *testing.T, config *rest.Config) *Players {
	t.Helper()
	p := &Players{
		config: config, client: kubernetes.NewForConfigOrDie(config), dynamic: dynamic.NewForConfigOrDie(config),
		problems: map[string]error{},
	}
	p.webhooks = playWebhooks(t, p.client)
	p.play(t, "cert-manager", certManager{p}.act)
	p.play(t, "kube-webhook-certgen", certgen{p}.act)
	p.play(t, "csi-provisioner", provisioner{p}.act)
	p.play(t, "the cluster's own provisioner", ownStorage{p}.act)
	return p
}

// Impersonate gives the configuration of a service account.
func Impersonate(config *rest.Config, namespace, account string) *rest.Config {
	config = rest.CopyConfig(config)
	config.Impersonate = rest.ImpersonationConfig{
		UserName: "system:serviceaccount:" + namespace + ":" + account,
		Groups:   []string{"system:serviceaccounts", "system:serviceaccounts:" + namespace, "system:authenticated"},
	}
	return config
}

// as gives a client of a service account.
func (p *Players) as(namespace, account string) kubernetes.Interface {
	return kubernetes.NewForConfigOrDie(Impersonate(p.config, namespace, account))
}

// play lets a program act until the end of the test. Its last problem is kept:
// it tells why something is not ready.
func (p *Players) play(t *testing.T, name string, act func(context.Context) error) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	t.Cleanup(func() { cancel(); <-ended })
	go func() {
		defer close(ended)
		for ctx.Err() == nil {
			err := act(ctx)
			p.lock.Lock()
			p.problems[name] = err
			p.lock.Unlock()
			select {
			case <-ctx.Done():
			case <-time.After(beat):
			}
		}
	}()
}

// Stuck are the problems of the programs at the moment.
func (p *Players) Stuck() error {
	p.lock.Lock()
	defer p.lock.Unlock()
	var all []error
	for name, problem := range p.problems {
		if problem != nil {
			all = append(all, fmt.Errorf("%s, played by the test: %w", name, problem))
		}
	}
	slices.SortFunc(all, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return errors.Join(all...)
}

// Reviews gives what the API server has asked webhooks so far, and forgets it.
func (p *Players) Reviews() []Review { return p.webhooks.take() }
