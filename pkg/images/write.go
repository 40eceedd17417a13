package images

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
)

// WriteText writes one reference a line.
func (l List) WriteText(w io.Writer) error {
	var b bytes.Buffer
	for _, image := range l {
		b.WriteString(image.Reference.String() + "\n")
	}
	_, err := w.Write(b.Bytes())
	return err
}

// WriteTable writes a line for each image of each component, in the order of
// components; with where the mirror gets it from, if any comes from a mirror.
func (l List) WriteTable(w io.Writer) error {
	mirrored := slices.ContainsFunc(l, func(image Image) bool { return image.Reference != image.Source })
	head := []string{"COMPONENT", "IMAGE", "USED BY"}
	if mirrored {
		head = slices.Insert(head, 2, "SOURCE")
	}
	rows := [][]string{}
	for _, image := range l {
		for _, component := range image.Components() {
			row := []string{component, image.Reference.String(), strings.Join(image.usersIn(component), ", ")}
			if mirrored {
				row = slices.Insert(row, 2, image.Source.String())
			}
			rows = append(rows, row)
		}
	}
	slices.SortFunc(rows, slices.Compare)
	table := tabwriter.NewWriter(w, 0, 0, 3, ' ', 0)
	for _, row := range slices.Insert(rows, 0, head) {
		if _, err := fmt.Fprintln(table, strings.Join(row, "\t")); err != nil {
			return err
		}
	}
	return table.Flush()
}

// usersIn are the objects and files of a component that use the image.
func (i Image) usersIn(component string) []string {
	var all []string
	for _, use := range i.Uses {
		if name := use.user(); use.Component == component && !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return all
}

// document is a list as JSON.
type document struct {
	Stack  string      `json:"stack"`
	Images []jsonImage `json:"images"`
}

type jsonImage struct {
	Image      string   `json:"image"`
	Source     string   `json:"source,omitempty"`
	Registry   string   `json:"registry"`
	Repository string   `json:"repository"`
	Tag        string   `json:"tag,omitempty"`
	Digest     string   `json:"digest,omitempty"`
	Components []string `json:"components"`
	UsedBy     []Use    `json:"usedBy"`
}

// WriteJSON writes the list as one JSON object, with the name of the stack.
func (l List) WriteJSON(w io.Writer, stack string) error {
	d := document{Stack: stack, Images: make([]jsonImage, 0, len(l))}
	for _, image := range l {
		one := jsonImage{
			Image: image.Reference.String(), Registry: image.Registry, Repository: image.Repository, Tag: image.Tag, Digest: image.Digest,
			Components: image.Components(), UsedBy: image.Uses,
		}
		if image.Source != image.Reference {
			one.Source = image.Source.String()
		}
		d.Images = append(d.Images, one)
	}
	return writeJSON(w, d)
}

func writeJSON(w io.Writer, value any) error {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(value); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}
