package postrender

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/labels"
	kyaml "sigs.k8s.io/kustomize/kyaml/yaml"
)

// setResources is a step that sets requests and limits of containers, as
// kubectl set resources does it.
type setResources struct {
	where      string
	kind       string
	names      []string // none for all of the kind
	selector   labels.Selector
	containers []string // patterns
	quantities map[string]map[string]string
	found      map[string]bool // by name
	near       near
	seen       int
}

// resourceKinds are the kinds with pods, by the names that kubectl knows.
var resourceKinds = map[string]string{
	"pod": "Pod", "pods": "Pod", "po": "Pod",
	"deployment": "Deployment", "deployments": "Deployment", "deploy": "Deployment",
	"statefulset": "StatefulSet", "statefulsets": "StatefulSet", "sts": "StatefulSet",
	"daemonset": "DaemonSet", "daemonsets": "DaemonSet", "ds": "DaemonSet",
	"replicaset": "ReplicaSet", "replicasets": "ReplicaSet", "rs": "ReplicaSet",
	"replicationcontroller": "ReplicationController", "replicationcontrollers": "ReplicationController", "rc": "ReplicationController",
	"job": "Job", "jobs": "Job",
	"cronjob": "CronJob", "cronjobs": "CronJob", "cj": "CronJob",
}

// newSetResources reads the arguments of kubectl set resources: one kind, its
// names or a selector or --all, the containers, and what to set.
func newSetResources(text string) (step, error) {
	s := &setResources{where: fmt.Sprintf("resources %q", text), found: map[string]bool{}, quantities: map[string]map[string]string{}}
	words := strings.Fields(text)
	first := slices.IndexFunc(words, func(word string) bool { return strings.HasPrefix(word, "-") })
	if first < 0 {
		first = len(words)
	}
	var selector, containers, limits, requests string
	var all bool
	flags := flag.NewFlagSet("", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	for _, name := range []string{"l", "selector"} {
		flags.StringVar(&selector, name, "", "")
	}
	for _, name := range []string{"c", "containers"} {
		flags.StringVar(&containers, name, "*", "")
	}
	flags.StringVar(&limits, "limits", "", "")
	flags.StringVar(&requests, "requests", "", "")
	flags.BoolVar(&all, "all", false, "")
	if err := flags.Parse(words[first:]); err != nil {
		return nil, fmt.Errorf("%s: %w", s.where, err)
	}
	if flags.NArg() > 0 {
		return nil, fmt.Errorf("%s: %q: write the names before the flags", s.where, flags.Arg(0))
	}
	s.containers = strings.Split(containers, ",")
	err := errors.Join(s.chosen(words[:first], selector, all), s.set("limits", limits), s.set("requests", requests))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: %w", s.where, err)
	case len(s.quantities) == 0:
		return nil, fmt.Errorf("%s: nothing to set: add --limits or --requests, such as --limits=cpu=1,memory=2Gi", s.where)
	}
	return s, nil
}

// chosen reads KIND/NAME…, KIND NAME…, or KIND with a selector or --all.
func (s *setResources) chosen(words []string, selector string, all bool) error {
	if len(words) == 0 {
		return errors.New("name an object, such as deployment/flink-kubernetes-operator")
	}
	kind, _, slashed := strings.Cut(words[0], "/")
	known, ok := resourceKinds[strings.ToLower(kind)]
	if !ok {
		return fmt.Errorf("%q has no pods to set resources of: %s", kind, choose(kind, slices.Sorted(maps.Keys(resourceKinds))))
	}
	s.kind, s.names = known, words[1:]
	if slashed {
		s.names = nil
		for _, word := range words {
			other, name, _ := strings.Cut(word, "/")
			if !strings.EqualFold(other, kind) || name == "" {
				return fmt.Errorf("%q: write %s/NAME, one kind at a time", word, kind)
			}
			s.names = append(s.names, name)
		}
	}
	if chosen := len(s.names) > 0; chosen == (all || selector != "") {
		return errors.New("write names, or --all, or a selector with -l")
	}
	var err error
	s.selector, err = labels.Parse(selector)
	return err
}

// set reads cpu=1,memory=2Gi.
func (s *setResources) set(field, text string) error {
	if text == "" {
		return nil
	}
	s.quantities[field] = map[string]string{}
	for pair := range strings.SplitSeq(text, ",") {
		name, quantity, ok := strings.Cut(pair, "=")
		if !ok || name == "" {
			return fmt.Errorf("--%s: %q: write name=quantity", field, pair)
		}
		if _, err := resource.ParseQuantity(quantity); err != nil {
			return fmt.Errorf("--%s: %s: %q is no quantity", field, name, quantity)
		}
		s.quantities[field][name] = quantity
	}
	return nil
}

func (s *setResources) selects(h *header) bool {
	named := len(s.names) == 0 || slices.Contains(s.names, h.Name)
	if h.Kind == s.kind && named && podPath(h.Identity) != nil && s.selector.Matches(labels.Set(h.labels)) {
		return true
	}
	for _, name := range s.names {
		if !s.found[name] {
			s.near.see(Identity{Kind: s.kind, Name: name}, h.Identity)
		}
	}
	return false
}

func (s *setResources) apply(o *object) error {
	s.found[o.header.Name] = true
	s.seen++
	var names []string
	matched := 0
	for _, container := range containersOf(podSpec(o.header.Identity, o.resource.YNode())) {
		name := textOf(container, "name")
		names = append(names, name)
		if !slices.ContainsFunc(s.containers, func(pattern string) bool {
			ok, err := path.Match(pattern, name)
			return err == nil && ok
		}) {
			continue
		}
		matched++
		for _, field := range slices.Sorted(maps.Keys(s.quantities)) {
			for _, key := range slices.Sorted(maps.Keys(s.quantities[field])) {
				value := kyaml.NewStringRNode(s.quantities[field][key])
				if err := kyaml.NewRNode(container).PipeE(kyaml.LookupCreate(kyaml.MappingNode, "resources", field), kyaml.SetField(key, value)); err != nil {
					return fmt.Errorf("%s: %s: %w", s.where, o.header.Identity, err)
				}
			}
		}
	}
	if matched == 0 {
		return fmt.Errorf("%s: %s has no container %q: %s", s.where, o.header.Identity, strings.Join(s.containers, ","), choose(s.containers[0], names))
	}
	o.touched()
	return nil
}

func (s *setResources) missed() []error {
	var errs []error
	for _, name := range s.names {
		if !s.found[name] {
			errs = append(errs, fmt.Errorf("%s: nothing in the stream is %s; %s", s.where, Identity{Kind: s.kind, Name: name}, &s.near))
		}
	}
	if len(s.names) == 0 && s.seen == 0 {
		errs = append(errs, fmt.Errorf("%s: nothing in the stream is a %s that matches", s.where, s.kind))
	}
	return errs
}
