// Package mirror writes how images get to a mirror: the script that copies them
// with skopeo or crane, and the map from where they come to where they go. It
// copies nothing itself.
package mirror
