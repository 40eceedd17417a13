package storage

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"

	"github.com/flinkgen/flinkgen/test/storage/pod"
)

// connection speaks Redis's protocol.
type connection struct {
	socket net.Conn
	reader *bufio.Reader
}

// dial connects to a port of a pod; an empty password is not sent.
func dial(p *pod.Pod, port int, password string) (*connection, error) {
	address, known := p.Address()
	if !known {
		return nil, fmt.Errorf("pod %s has no address", p.Name)
	}
	socket, err := net.DialTimeout("tcp", net.JoinHostPort(address.String(), strconv.Itoa(port)), time.Second)
	if err != nil {
		return nil, err
	}
	c := &connection{socket: socket, reader: bufio.NewReader(socket)}
	if password == "" {
		return c, nil
	}
	if _, err := c.do("AUTH", password); err != nil {
		socket.Close()
		return nil, err
	}
	return c, nil
}

// do sends a command; the answer is a string or a list.
func (c *connection) do(words ...string) (any, error) {
	if err := c.socket.SetDeadline(time.Now().Add(2 * time.Second)); err != nil {
		return nil, err
	}
	var command strings.Builder
	fmt.Fprintf(&command, "*%d\r\n", len(words))
	for _, word := range words {
		fmt.Fprintf(&command, "$%d\r\n%s\r\n", len(word), word)
	}
	if _, err := io.WriteString(c.socket, command.String()); err != nil {
		return nil, err
	}
	return c.read()
}

func (c *connection) read() (any, error) {
	line, err := c.reader.ReadString('\n')
	if err != nil {
		return nil, err
	}
	line = strings.TrimRight(line, "\r\n")
	kind, text := line[0], line[1:]
	switch kind {
	case '+', ':':
		return text, nil
	case '-':
		return nil, errors.New(text)
	}
	length, err := strconv.Atoi(text)
	if err != nil || length < 0 {
		return nil, err
	}
	if kind == '$' {
		data := make([]byte, length+2)
		_, err := io.ReadFull(c.reader, data)
		return string(data[:length]), err
	}
	list := make([]any, length)
	for i := range list {
		if list[i], err = c.read(); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// redisPasswords are the passwords of Redis and of Sentinel.
func (p *plane) redisPasswords(t *test) (string, string) {
	t.Helper()
	secret, err := pod.Get[*corev1.Secret](p.node, "redis", "redis")
	if err != nil {
		t.Fatal(err)
	}
	return string(secret.Data["redis-password"]), string(secret.Data["sentinel-password"])
}

// ask sends one command on a connection of its own.
func ask(p *pod.Pod, port int, password string, words ...string) (any, error) {
	c, err := dial(p, port, password)
	if err != nil {
		return nil, err
	}
	defer c.socket.Close()
	return c.do(words...)
}

// told asks the sentinel of a pod who the master is.
func (p *plane) told(t *test, by *pod.Pod) *pod.Pod {
	t.Helper()
	_, password := p.redisPasswords(t)
	answer, err := ask(by, 26379, password, "SENTINEL", "GET-MASTER-ADDR-BY-NAME", "mymaster")
	list, ok := answer.([]any)
	if err != nil || !ok || len(list) != 2 {
		return nil
	}
	for _, candidate := range p.redis {
		if strings.HasPrefix(list[0].(string), candidate.Name+".") {
			return candidate
		}
	}
	return nil
}

// role is a Redis's own answer: master, or slave with its master and link.
func (p *plane) role(t *test, of *pod.Pod) []any {
	t.Helper()
	password, _ := p.redisPasswords(t)
	answer, _ := ask(of, 6379, password, "ROLE")
	list, _ := answer.([]any)
	if len(list) == 0 {
		return []any{""}
	}
	return list
}

// master gives the one master that all sentinels name, that says so itself,
// and that all others follow; nil while there is none such.
func (p *plane) master(t *test) *pod.Pod {
	t.Helper()
	master := p.told(t, p.redis[0])
	if master == nil {
		return nil
	}
	for _, other := range p.redis {
		if p.told(t, other) != master {
			return nil
		}
		role := p.role(t, other)
		if other == master {
			if role[0] != "master" {
				return nil
			}
		} else if role[0] != "slave" || !strings.HasPrefix(role[1].(string), master.Name+".") || role[3] != "connected" {
			return nil
		}
	}
	return master
}

// settled waits until every Redis pod is ready and there is one master.
func (p *plane) settled(t *test, limit time.Duration) (*pod.Pod, time.Duration) {
	t.Helper()
	var master *pod.Pod
	took := waitFor(t, "all Redis pods ready, one master, and the others follow it", limit, func() bool {
		if !ready(p.redis) {
			return false
		}
		master = p.master(t)
		return master != nil
	})
	return master, took
}

// others lists the Redis pods but one.
func (p *plane) others(one *pod.Pod) []*pod.Pod {
	var others []*pod.Pod
	for _, other := range p.redis {
		if other != one {
			others = append(others, other)
		}
	}
	return others
}
