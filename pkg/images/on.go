package images

import (
	"errors"
	"fmt"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/oci"
)

// On gives the list with its images on a mirror, each with its source. The error
// names images of several registries that would be one on the mirror.
func (l List) On(mirror oci.Mirror) (List, error) {
	var all List
	var clashes []error
	at := map[string]int{}
	for _, image := range l {
		image.Reference = mirror.Map(image.Reference)
		name := image.Reference.String()
		i, taken := at[name]
		switch {
		case !taken:
			at[name] = len(all)
			all = append(all, image)
		case on(mirror, all[i].Source):
			// The stack names the copy too.
			all[i].Source = image.Source
			all[i].Uses = append(all[i].Uses, image.Uses...)
		case on(mirror, image.Source):
			all[i].Uses = append(all[i].Uses, image.Uses...)
		default:
			clashes = append(clashes, fmt.Errorf("%s and %s are both %s on the mirror: name one registry for both", all[i].Source, image.Source, name))
		}
	}
	return all.sorted(), errors.Join(clashes...)
}

func on(mirror oci.Mirror, r oci.Reference) bool {
	return strings.HasPrefix(r.Name(), mirror.String()+"/")
}
