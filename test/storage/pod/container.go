package pod

import (
	"context"
	"fmt"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
	corev1 "k8s.io/api/core/v1"
)

// Container is a container of a pod and who keeps it running.
type Container struct {
	Name string

	pod         *Pod
	spec        *corev1.Container
	image       Image
	environment []string

	mutex  sync.Mutex
	status Status
	run    *oneRun
	// held containers are not restarted.
	held bool
	// ended is closed when nobody keeps the container running any more.
	ended chan struct{}
	// wake ends the wait before a restart.
	wake context.CancelFunc
}

// oneRun is one life of the container's command.
type oneRun struct {
	pid  int
	done chan struct{}
}

// Status is what the kubelet would report of a container.
type Status struct {
	Running, Started, Ready bool
	Restarts                int
	// Reason of the last change, such as a failed probe.
	Reason string
}

func (p *Pod) newContainer(spec *corev1.Container) (*Container, error) {
	image, known := p.node.Images[imageName(spec.Image)]
	if !known {
		return nil, fmt.Errorf("container %s: nothing stands in for image %s", spec.Name, spec.Image)
	}
	ended := make(chan struct{})
	close(ended)
	return &Container{Name: spec.Name, pod: p, spec: spec, image: image, ended: ended, wake: func() {}}, nil
}

// begin keeps the container running until the pod ends.
func (c *Container) begin() error {
	description, err := c.describe()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(context.Background())
	c.mutex.Lock()
	c.held, c.status, c.ended, c.wake = false, Status{}, make(chan struct{}), cancel
	ended := c.ended
	c.mutex.Unlock()
	go func() {
		defer close(ended)
		c.keep(ctx, description)
	}()
	return nil
}

// keep runs the container again and again, as restartPolicy Always says: at
// once after its first end, then after 10, 20, 40 … seconds.
func (c *Container) keep(ctx context.Context, description []byte) {
	pause := time.Duration(0)
	for {
		began := time.Now()
		err := c.once(description)
		if ctx.Err() != nil {
			return
		}
		c.log("%s ended: %v", c.Name, err)
		if time.Since(began) > 10*time.Minute {
			pause = 0
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
		pause = min(max(10*time.Second, 2*pause), 5*time.Minute)
		c.update(func(s *Status) { s.Restarts++ })
	}
}

// once runs the container's command to its end, with its probes.
func (c *Container) once(description []byte) error {
	command, run, err := c.launch(description)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(context.Background())
	var probes sync.WaitGroup
	probes.Go(func() { c.probe(ctx) })
	err = command.Wait()
	cancel()
	probes.Wait()
	c.update(func(s *Status) { s.Running, s.Started, s.Ready = false, false, false })
	close(run.done)
	return err
}

// Status of the container now.
func (c *Container) Status() Status {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.status
}

// LogFile holds what the container wrote, over all its restarts.
func (c *Container) LogFile() string {
	return c.pod.node.path("logs", c.pod.Namespace+"_"+c.pod.Name+"_"+c.Name+".log")
}

func (c *Container) update(change func(*Status)) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	change(&c.status)
}

func (c *Container) log(format string, arguments ...any) {
	c.pod.node.Log("%s/%s: %s", c.pod.Namespace, c.pod.Name, fmt.Sprintf(format, arguments...))
}

// hold stops restarts; the container itself runs on.
func (c *Container) hold() {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.held = true
	c.wake()
}

func (c *Container) wait() {
	c.mutex.Lock()
	ended := c.ended
	c.mutex.Unlock()
	<-ended
}

// signal sends a signal to the first process of the container. One that has
// no handler for it does not get it, as in any container; SIGKILL ends all.
func (c *Container) signal(s syscall.Signal) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if c.status.Running {
		_ = syscall.Kill(c.run.pid, s)
	}
}

// current gives the run that goes on, or nil.
func (c *Container) current() *oneRun {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if !c.status.Running {
		return nil
	}
	return c.run
}

// Crash kills the container with SIGKILL; it is restarted.
func (c *Container) Crash() { c.signal(unix.SIGKILL) }
