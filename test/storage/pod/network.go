package pod

import (
	"fmt"
	"net/netip"
	"os/exec"
	"strconv"
	"syscall"

	"golang.org/x/sys/unix"
)

const (
	bridge  = "pods"
	gateway = "10.244.0.1"
)

// makeBridge joins the pods. It lives in the network namespace of this
// process, where no link leads out of.
func makeBridge() error {
	return run(fmt.Sprintf(`link set lo up
link add %[1]s type bridge
addr add %[2]s/16 dev %[1]s
link set %[1]s up
`, bridge, gateway), "ip", "-batch", "-")
}

// sandbox holds the namespaces that the containers of a pod share.
type sandbox struct {
	command *exec.Cmd
	address netip.Addr
}

// newSandbox starts a process that does nothing in new namespaces and connects
// them to the bridge.
func (n *Node) newSandbox(hostname string) (*sandbox, error) {
	n.mutex.Lock()
	n.used++
	number := n.used
	n.mutex.Unlock()
	address := netip.AddrFrom4([4]byte{10, 244, byte(1 + number/250), byte(1 + number%250)})

	command := exec.Command("sleep", "infinity")
	command.SysProcAttr = &syscall.SysProcAttr{Cloneflags: unix.CLONE_NEWNET | unix.CLONE_NEWUTS | unix.CLONE_NEWIPC}
	if err := command.Start(); err != nil {
		return nil, fmt.Errorf("sandbox of %s: %w", hostname, err)
	}
	s := &sandbox{command: command, address: address}
	link := "pod" + strconv.Itoa(number)
	outside := fmt.Sprintf("link add %[1]s type veth peer name eth0 netns %[2]d\nlink set %[1]s master %[3]s up\n", link, command.Process.Pid, bridge)
	inside := fmt.Sprintf("addr add %s/16 dev eth0\nlink set eth0 up\nlink set lo up\nroute add default via %s\n", address, gateway)
	err := run(outside, "ip", "-batch", "-")
	if err == nil {
		err = run(inside, "nsenter", s.enter("ip", "-batch", "-")...)
	}
	if err == nil {
		err = run("", "nsenter", s.enter("hostname", hostname)...)
	}
	if err != nil {
		s.remove()
		return nil, err
	}
	return s, nil
}

// enter gives the arguments with which nsenter runs a command in the sandbox.
func (s *sandbox) enter(command ...string) []string {
	return append([]string{"--target", strconv.Itoa(s.command.Process.Pid), "--net", "--uts", "--ipc", "--"}, command...)
}

// remove ends the namespaces, and with them the address.
func (s *sandbox) remove() {
	_ = s.command.Process.Kill()
	_ = s.command.Wait()
}
