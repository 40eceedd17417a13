package pod

import "strings"

// Image is what the image of a container would bring besides a Debian /usr.
type Image struct {
	// Programs is a directory that stands at /usr/local/bin.
	Programs string
	// Entrypoint and Command of the image; the container's win.
	Entrypoint, Command []string
	// Environment of the image, under the container's.
	Environment []string
	// Directory in which the command starts; empty for /.
	Directory string
	// Accounts are lines of /etc/passwd besides root's, with uid and gid.
	Accounts []string
	// Devices below /dev that the container sees, for privileged ones.
	Devices []string
}

const searchPath = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

// imageName is the last part of a reference without tag and digest.
func imageName(reference string) string {
	name := reference[strings.LastIndex(reference, "/")+1:]
	name, _, _ = strings.Cut(name, "@")
	name, _, _ = strings.Cut(name, ":")
	return name
}
