package pod

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"golang.org/x/sys/unix"
)

// Stopped tells how a container stopped.
type Stopped struct {
	Container string
	// Hook is how long the preStop hook took, Total the whole stop.
	Hook, Total time.Duration
	// Output and Error of the hook.
	Output string
	Error  error
	// Killed says that the grace period was over.
	Killed bool
}

// Stop deletes the pod as the API server and the kubelet do: no Service leads
// to it any more; each container gets its preStop hook, then SIGTERM, and
// SIGKILL where the grace period ends. All containers stop at the same time.
func (p *Pod) Stop() []Stopped {
	p.end()
	grace := 30 * time.Second
	if seconds := p.spec.TerminationGracePeriodSeconds; seconds != nil {
		grace = time.Duration(*seconds) * time.Second
	}
	results := make([]Stopped, len(p.Containers))
	var all sync.WaitGroup
	for i, c := range p.Containers {
		all.Go(func() {
			results[i] = c.stop(grace)
			c.wait()
		})
	}
	all.Wait()
	p.Remove()
	return results
}

// stop runs the hook and ends the container's current run.
func (c *Container) stop(grace time.Duration) Stopped {
	began := time.Now()
	result := Stopped{Container: c.Name}
	run := c.current()
	if run == nil {
		return result
	}
	result.Output, result.Error = c.preStop(grace)
	result.Hook = time.Since(began)
	_ = unix.Kill(run.pid, unix.SIGTERM)
	select {
	case <-run.done:
	// The kubelet leaves at least two seconds after the hook.
	case <-time.After(max(grace-result.Hook, 2*time.Second)):
		result.Killed = true
		_ = unix.Kill(run.pid, unix.SIGKILL)
		<-run.done
	}
	result.Total = time.Since(began)
	return result
}

func (c *Container) preStop(grace time.Duration) (string, error) {
	if c.spec.Lifecycle == nil || c.spec.Lifecycle.PreStop == nil {
		return "", nil
	}
	hook := c.spec.Lifecycle.PreStop
	if hook.Exec == nil {
		return "", fmt.Errorf("the preStop hook of %s is of a kind that is not emulated", c.Name)
	}
	ctx, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	output, err := c.Execute(ctx, hook.Exec.Command...)
	return strings.TrimSpace(output), err
}

// restart ends a run of the container after failed probes, as a stop would; it
// is then started again.
func (c *Container) restart(ctx context.Context, kind string) {
	if ctx.Err() != nil {
		return
	}
	c.log("container %s failed its %s probe, will be restarted: %s", c.Name, kind, c.Status().Reason)
	grace := 30 * time.Second
	if seconds := c.pod.spec.TerminationGracePeriodSeconds; seconds != nil {
		grace = time.Duration(*seconds) * time.Second
	}
	// Not in the probe's own goroutine, which must end before the run counts
	// as ended.
	go c.stop(grace)
}
