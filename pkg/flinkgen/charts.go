package flinkgen

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/flinkgen/flinkgen/pkg/render/charts"
	"github.com/flinkgen/flinkgen/pkg/stack"
	"github.com/flinkgen/flinkgen/pkg/tree"
)

// Charts completes the stack in place and gives its Helm charts and releases;
// with components, those of them only.
func Charts(s *stack.Stack, components ...string) (*charts.Charts, error) {
	if err := stack.Complete(s); err != nil {
		return nil, err
	}
	return charts.Of(s, components...)
}

// WriteCharts writes charts, the values of their releases, helmfile.yaml and
// install.sh to a directory. The directory is replaced as a whole, or left as it
// was; one that holds files of others is refused.
func WriteCharts(ctx context.Context, dir string, c *charts.Charts) error {
	files, err := c.Tree()
	if err != nil {
		return err
	}
	return files.Write(ctx, dir)
}

// WriteChartParts is WriteCharts for the charts of some components: it refuses a
// directory that holds others, because replacing the directory would remove
// them.
func WriteChartParts(ctx context.Context, dir string, c *charts.Charts) error {
	files, err := c.Tree()
	if err != nil {
		return err
	}
	kept := []string{tree.Marker}
	for _, file := range files.Files() {
		kept = append(kept, file.Path)
	}
	err = filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err == nil && !slices.Contains(kept, filepath.ToSlash(name)) {
			err = fmt.Errorf("%s holds %s, which writing some components only would remove: choose another directory, or write all components", dir, name)
		}
		return err
	})
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return files.Write(ctx, dir)
}
