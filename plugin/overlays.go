// Package plugin is the folder that Helm 4 installs as a post-renderer plugin,
// and holds the overlays that flinkgen brings for post-rendering.
package plugin

import (
	"embed"
	"io/fs"
)

//go:embed overlays
var overlays embed.FS

// Overlay is the directory of an overlay by its name.
func Overlay(name string) (fs.FS, bool) {
	if !fs.ValidPath(name) || name == "." {
		return nil, false
	}
	directory := "overlays/" + name
	if info, err := fs.Stat(overlays, directory); err != nil || !info.IsDir() {
		return nil, false
	}
	files, err := fs.Sub(overlays, directory)
	return files, err == nil
}

// Overlays are the names of all overlays.
func Overlays() []string {
	entries, err := overlays.ReadDir("overlays")
	if err != nil {
		return nil
	}
	names := make([]string, 0, len(entries))
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}
