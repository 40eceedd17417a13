package controlplane

import (
	"fmt"
	"net/netip"

	"golang.org/x/sys/unix"
)

// pods is the network of the pods and nodes.
var pods = netip.MustParsePrefix("10.244.0.0/16")

// serverAddress is one that the API server can tell others; nobody asks.
var serverAddress = pods.Addr().Next()

// firstNode is the address of the first node; kwok counts those of the pods
// from the other end.
var firstNode = netip.MustParseAddr("10.244.255.1")

// network brings the loopback interface up and gives it the network of the
// pods. Every address of a network of the loopback interface is this machine's
// own, so whoever listens on all addresses answers for all pods.
func network() error {
	socket, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM, 0)
	if err != nil {
		return err
	}
	defer func() { _ = unix.Close(socket) }()
	up := func(r *unix.Ifreq) error { r.SetUint16(unix.IFF_UP | unix.IFF_RUNNING); return nil }
	address := func(a netip.Addr) func(*unix.Ifreq) error {
		return func(r *unix.Ifreq) error { return r.SetInet4Addr(a.AsSlice()) }
	}
	for _, step := range []struct {
		name    string
		request uint
		set     func(*unix.Ifreq) error
	}{
		{"lo", unix.SIOCSIFFLAGS, up},
		{"lo:pods", unix.SIOCSIFADDR, address(serverAddress)},
		{"lo:pods", unix.SIOCSIFNETMASK, address(netip.AddrFrom4([4]byte{255, 255, 0, 0}))},
	} {
		request, err := unix.NewIfreq(step.name)
		if err != nil {
			return err
		}
		if err := step.set(request); err != nil {
			return err
		}
		if err := unix.IoctlIfreq(socket, step.request, request); err != nil {
			return fmt.Errorf("set up interface %s: %w", step.name, err)
		}
	}
	return nil
}
