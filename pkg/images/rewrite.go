package images

import (
	"regexp"
	"strings"

	"github.com/flinkgen/flinkgen/pkg/oci"
)

// Rewrite calls f with every image that a tree of decoded YAML or JSON names,
// and with the path of its field, and puts what f gives in its place. It changes
// the maps and lists of the tree and returns the tree.
//
// An image is the value of a key image (pods, custom resources), the reference
// below one (volumes of images) or its registry and repository (values of
// charts), the value of a variable, an option or an
// argument whose name ends in image, and what Text finds in a longer text. What
// is no reference, such as $(IMAGE), is left alone. f gets references as they
// are written: oci.Parse can read all of them.
func Rewrite(tree any, f func(path, reference string) string) any {
	w := &walker{visit: f}
	return w.value("", tree)
}

// RewriteValues sends the images that a tree of values names to a mirror. It
// leaves lists of texts alone: they are arguments of the user's programs.
func RewriteValues(tree any, mirror oci.Mirror) {
	w := &walker{values: true, visit: func(_, reference string) string { return onMirror(mirror, reference) }}
	w.value("", tree)
}

// onMirror is for references that oci.Parse has read.
func onMirror(mirror oci.Mirror, reference string) string {
	if mirrored, err := mirror.Image(reference); err == nil {
		return mirrored
	}
	return reference
}

type walker struct {
	visit func(path, reference string) string
	// invalid is told of what stands for an image and is none, if not nil.
	invalid func(path string, err error)
	// values says that lists of texts are left alone.
	values bool
	// path of keys and indexes to the value that is looked at.
	path []step
}

// step is a key of a map, or an index of a list where the key is empty.
type step struct {
	key   string
	index int
}

// value gives what stands in the place of a value; its key is empty in a list.
func (w *walker) value(key string, value any) any {
	switch v := value.(type) {
	case map[string]any:
		w.fields(key, v)
	case []any:
		w.items(v)
	case []string:
		w.texts(v)
	case string:
		return w.text(key, v)
	}
	return value
}

func (w *walker) fields(key string, fields map[string]any) {
	name, _ := fields["name"].(string)
	if isImageKey(key) {
		w.parts(fields)
	}
	for _, field := range sortedKeys(fields) {
		w.push(step{key: field})
		as := field
		switch {
		case field == "value" && isImageKey(name):
			as = name // a variable
		case field == "reference" && key == imageKey:
			as = imageKey // a volume
		case field == "ref" && key == imageKey:
			as = imageKey + ".ref" // an option of Flink, written level by level
		}
		if now := w.value(as, fields[field]); changed(fields[field], now) {
			fields[field] = now
		}
		w.pop()
	}
}

// parts is an image that is written field by field, as in the values of charts:
// registry, repository, tag and digest.
func (w *walker) parts(fields map[string]any) {
	text := func(key string) string { s, _ := fields[key].(string); return s }
	repository, registry := text("repository"), text("registry")
	if repository == "" {
		return
	}
	whole := repository
	if registry != "" {
		whole = registry + "/" + whole
	}
	if tag := text("tag"); tag != "" {
		whole += ":" + tag
	}
	if digest := text("digest"); digest != "" {
		whole += "@" + digest
	}
	if _, err := oci.Parse(whole); err != nil {
		return
	}
	now := w.visit(w.where(), whole)
	r, err := oci.Parse(now)
	switch {
	case err != nil || now == whole:
	case registry == "":
		fields["repository"] = r.Name()
	default:
		fields["registry"], fields["repository"] = r.Registry, r.Repository
	}
}

func (w *walker) items(items []any) {
	before := ""
	for i, item := range items {
		w.push(step{index: i})
		text, isText := item.(string)
		if isText && w.values {
			w.pop()
			continue
		}
		if now := w.value(before, item); changed(item, now) {
			items[i] = now
		}
		before = ""
		if isText && argument.MatchString(text) {
			before = text
		}
		w.pop()
	}
}

func (w *walker) texts(items []string) {
	before := ""
	for i, item := range items {
		w.push(step{index: i})
		items[i] = w.text(before, item)
		before = ""
		if argument.MatchString(item) {
			before = item
		}
		w.pop()
	}
}

// text is a reference where the key says so, and otherwise may hold some.
func (w *walker) text(key, text string) string {
	if isImageKey(key) && (key == imageKey || recognisable(text)) {
		_, err := oci.Parse(text)
		if err == nil {
			return w.visit(w.where(), text)
		}
		if key == imageKey && text != "" && w.invalid != nil {
			w.invalid(w.where(), err)
		}
	}
	return Text(text, func(reference string) string { return w.visit(w.where(), reference) })
}

// changed says whether a value is another text: maps and lists are changed in
// their place.
func changed(before, now any) bool {
	text, ok := now.(string)
	return ok && before != text
}

const imageKey = "image"

// argument is a flag whose value is the argument after it.
var argument = regexp.MustCompile(`(?i)^--?[a-z0-9._-]*image$`)

// isImageKey says whether a key, a variable or an option ends in image, as
// ceMountImage, JUICEFS_CE_MOUNT_IMAGE and kubernetes.container.image.ref do.
func isImageKey(key string) bool {
	const last = len(imageKey)
	key = strings.TrimSuffix(key, ".ref")
	return len(key) >= last && strings.EqualFold(key[len(key)-last:], imageKey)
}

// recognisable says whether a text is a reference for certain, and not a word.
func recognisable(text string) bool { return strings.ContainsAny(text, "/:@") }

// variable is Rewrite for the value of a variable or an option.
func variable(name, value string, f func(path, reference string) string) string {
	w := &walker{visit: f}
	return w.text(name, value)
}
