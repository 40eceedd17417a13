package pod

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
	corev1 "k8s.io/api/core/v1"
)

// user is who a container runs as, and what it may do.
type user struct {
	UID, GID int
	Groups   []int
	// Unprivileged drops all capabilities; NoNewPrivileges keeps them from
	// coming back.
	Unprivileged, NoNewPrivileges bool
}

// userOf reads the security contexts; the container's wins.
func userOf(pod *corev1.PodSecurityContext, container *corev1.SecurityContext) (user, error) {
	var u user
	if pod == nil {
		pod = &corev1.PodSecurityContext{}
	}
	if container == nil {
		container = &corev1.SecurityContext{}
	}
	u.UID = integer(container.RunAsUser, pod.RunAsUser)
	u.GID = integer(container.RunAsGroup, pod.RunAsGroup)
	if pod.FSGroup != nil {
		u.Groups = append(u.Groups, int(*pod.FSGroup))
	}
	for _, group := range pod.SupplementalGroups {
		u.Groups = append(u.Groups, int(group))
	}
	nonRoot := pod.RunAsNonRoot
	if container.RunAsNonRoot != nil {
		nonRoot = container.RunAsNonRoot
	}
	if nonRoot != nil && *nonRoot && u.UID == 0 {
		return u, fmt.Errorf("container has runAsNonRoot and image will run as root")
	}
	u.NoNewPrivileges = container.AllowPrivilegeEscalation != nil && !*container.AllowPrivilegeEscalation
	if c := container.Capabilities; c != nil {
		if len(c.Add) > 0 || !slices.Equal(c.Drop, []corev1.Capability{"ALL"}) {
			return u, fmt.Errorf("capabilities %v are not emulated: only drop: [ALL]", c)
		}
		u.Unprivileged = true
	}
	return u, nil
}

func integer(values ...*int64) int {
	for _, value := range values {
		if value != nil {
			return int(*value)
		}
	}
	return 0
}

// become changes this thread, which is about to execute the container's command.
func (u user) become() error {
	if u.Unprivileged {
		for capability := uintptr(0); capability <= unix.CAP_LAST_CAP; capability++ {
			if err := unix.Prctl(unix.PR_CAPBSET_DROP, capability, 0, 0, 0); err != nil && err != unix.EINVAL {
				return fmt.Errorf("drop capability %d: %w", capability, err)
			}
		}
	}
	if u.NoNewPrivileges {
		if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
			return fmt.Errorf("no new privileges: %w", err)
		}
	}
	if err := syscall.Setgroups(u.Groups); err != nil {
		return fmt.Errorf("set groups: %w", err)
	}
	if err := syscall.Setgid(u.GID); err != nil {
		return fmt.Errorf("set group: %w", err)
	}
	if err := syscall.Setuid(u.UID); err != nil {
		return fmt.Errorf("set user: %w", err)
	}
	return nil
}

// setpriv is become as arguments of the program setpriv, for commands that
// join a container.
func (u user) setpriv() []string {
	arguments := []string{"/usr/bin/setpriv", "--reuid", strconv.Itoa(u.UID), "--regid", strconv.Itoa(u.GID)}
	if len(u.Groups) > 0 {
		groups := make([]string, len(u.Groups))
		for i, group := range u.Groups {
			groups[i] = strconv.Itoa(group)
		}
		arguments = append(arguments, "--groups", strings.Join(groups, ","))
	} else {
		arguments = append(arguments, "--clear-groups")
	}
	if u.NoNewPrivileges {
		arguments = append(arguments, "--no-new-privs")
	}
	if u.Unprivileged {
		arguments = append(arguments, "--inh-caps=-all", "--bounding-set=-all")
	}
	return append(arguments, "--")
}
