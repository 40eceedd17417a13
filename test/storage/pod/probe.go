package pod

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
)

// The kinds of probes.
const (
	Startup   = "startup"
	Liveness  = "liveness"
	Readiness = "readiness"
)

func (c *Container) probeOf(kind string) *corev1.Probe {
	return map[string]*corev1.Probe{
		Startup: c.spec.StartupProbe, Liveness: c.spec.LivenessProbe, Readiness: c.spec.ReadinessProbe,
	}[kind]
}

// probe runs the probes of one run of the container: first the startup probe,
// then the two others for as long as the container runs.
func (c *Container) probe(ctx context.Context) {
	started := func() {
		c.update(func(s *Status) {
			s.Started = true
			s.Ready = c.spec.ReadinessProbe == nil
		})
	}
	if c.spec.StartupProbe == nil {
		started()
	} else if !c.repeat(ctx, Startup, func(succeeded bool) bool {
		if succeeded {
			started()
		} else {
			c.restart(ctx, Startup)
		}
		return false
	}) {
		return
	}
	var both sync.WaitGroup
	defer both.Wait()
	both.Go(func() {
		c.repeat(ctx, Liveness, func(succeeded bool) bool {
			if !succeeded {
				c.restart(ctx, Liveness)
			}
			return succeeded
		})
	})
	both.Go(func() {
		c.repeat(ctx, Readiness, func(succeeded bool) bool {
			c.update(func(s *Status) { s.Ready = succeeded && ctx.Err() == nil })
			return true
		})
	})
}

// repeat probes with the probe's period and reports each verdict that has
// reached its threshold, until verdict says that it is enough or the context
// ends. It says whether the container still runs.
func (c *Container) repeat(ctx context.Context, kind string, verdict func(succeeded bool) bool) bool {
	probe := c.probeOf(kind)
	if probe == nil {
		return true
	}
	if !sleep(ctx, seconds(probe.InitialDelaySeconds, 0)) {
		return false
	}
	ticks := time.NewTicker(seconds(probe.PeriodSeconds, 10))
	defer ticks.Stop()
	var successes, failures int32
	for {
		err := c.Probe(ctx, kind)
		if ctx.Err() != nil {
			return false
		}
		if err == nil {
			successes, failures = successes+1, 0
		} else {
			successes, failures = 0, failures+1
			c.update(func(s *Status) { s.Reason = fmt.Sprintf("%s: %v", kind, err) })
		}
		if successes >= max(probe.SuccessThreshold, 1) || failures >= threshold(probe) {
			if !verdict(err == nil) {
				return ctx.Err() == nil
			}
		}
		select {
		case <-ctx.Done():
			return false
		case <-ticks.C:
		}
	}
}

// Probe runs a probe of the container once, with its timeout.
func (c *Container) Probe(ctx context.Context, kind string) error {
	probe := c.probeOf(kind)
	if probe == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, seconds(probe.TimeoutSeconds, 1))
	defer cancel()
	address, _ := c.pod.Address()
	switch {
	case probe.Exec != nil:
		output, err := c.Execute(ctx, probe.Exec.Command...)
		if err != nil {
			return fmt.Errorf("%w: %s", err, strings.TrimSpace(output))
		}
		return nil
	case probe.HTTPGet != nil:
		port, err := c.pod.port(probe.HTTPGet.Port)
		if err != nil {
			return err
		}
		return get(ctx, probe.HTTPGet, net.JoinHostPort(address.String(), fmt.Sprint(port)))
	case probe.TCPSocket != nil:
		port, err := c.pod.port(probe.TCPSocket.Port)
		if err != nil {
			return err
		}
		var dialer net.Dialer
		connection, err := dialer.DialContext(ctx, "tcp", net.JoinHostPort(address.String(), fmt.Sprint(port)))
		if err != nil {
			return err
		}
		return connection.Close()
	}
	return fmt.Errorf("the %s probe of %s is of a kind that is not emulated", kind, c.Name)
}

func get(ctx context.Context, action *corev1.HTTPGetAction, address string) error {
	url := strings.ToLower(string(action.Scheme)) + "://" + address + action.Path
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	request.Header.Set("User-Agent", "kube-probe/1.34")
	client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	response.Body.Close()
	if response.StatusCode < 200 || response.StatusCode >= 400 {
		return fmt.Errorf("HTTP probe failed with statuscode: %d", response.StatusCode)
	}
	return nil
}

func seconds(value, otherwise int32) time.Duration {
	if value <= 0 {
		value = otherwise
	}
	return time.Duration(value) * time.Second
}

func threshold(probe *corev1.Probe) int32 {
	if probe.FailureThreshold <= 0 {
		return 3
	}
	return probe.FailureThreshold
}

func sleep(ctx context.Context, duration time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(duration):
		return true
	}
}
