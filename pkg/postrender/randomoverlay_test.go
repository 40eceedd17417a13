package postrender_test

import (
	"fmt"
)

// overlay is a random kustomization for a stream of objects, with its files.
func (g generator) overlay(all []m) map[string]string {
	files := map[string]string{}
	k := m{}
	var patches []any
	for i := range g.IntN(4) {
		if p := g.patch(files, i, all[g.IntN(len(all))]); p != nil {
			patches = append(patches, p)
		}
	}
	if len(patches) > 0 {
		k["patches"] = patches
	}
	if g.IntN(4) == 0 {
		k["namespace"] = "moved"
	}
	if g.IntN(3) == 0 {
		k["labels"] = []any{m{"pairs": g.pairs(), "includeSelectors": g.flip(), "includeTemplates": g.flip(), "includeVolumeClaimTemplates": g.flip()}}
	}
	if g.IntN(5) == 0 {
		k["commonLabels"] = g.pairs()
	}
	if g.IntN(3) == 0 {
		k["commonAnnotations"] = m{"note": g.text()}
	}
	if g.IntN(3) == 0 {
		k["images"] = []any{m{"name": "redis", "newTag": g.one("8", "7.2")}, m{"name": "flink", "newName": "mirror/flink"}}
	}
	if g.IntN(3) == 0 {
		k["resources"] = []any{"added.yaml"}
		files["added.yaml"] = marshal(m{"apiVersion": "v1", "kind": "ConfigMap", "metadata": m{"name": "added", "labels": m{"app": "a"}}, "data": m{"a": g.text()}})
	}
	for _, o := range all {
		meta := o["metadata"].(m)
		if o["kind"] == "Deployment" && g.IntN(3) == 0 {
			k["replicas"] = []any{m{"name": meta["name"], "count": g.IntN(5)}}
		}
	}
	if len(k) == 0 {
		k["commonAnnotations"] = m{"note": "a"}
	}
	files["kustomization.yaml"] = marshal(k)
	return files
}

func (g generator) pairs() m { return m{g.one("app", "new", "team"): g.one("a", "z", "true")} }

// patch is a patch for an object: by its name or with a target, merged or of
// operations, in the kustomization or in a file.
func (g generator) patch(files map[string]string, i int, o m) m {
	meta := o["metadata"].(m)
	target := m{"kind": o["kind"], "name": meta["name"]}
	if g.flip() {
		target = m{"kind": g.one(o["kind"].(string), ".*t", "Service.*|ConfigMap"), "name": g.one("one|two", ".*", meta["name"].(string))}
	}
	if g.IntN(4) == 0 {
		target["labelSelector"] = g.one("app=a", "app", "!tier", "env in (a, b)")
	}
	if g.IntN(4) == 0 {
		target["namespace"] = g.one("flink", "default", "fl.*")
	}
	p := m{}
	var text string
	if g.IntN(3) == 0 {
		text = marshal([]any{
			m{"op": "add", "path": "/metadata/labels", "value": g.labels()},
			m{"op": "add", "path": "/metadata/labels/patched", "value": g.one("a", "true")},
		})
		p["target"] = target
	} else {
		merge := g.merge(o)
		if g.flip() {
			p["target"] = target
			merge["metadata"].(m)["name"] = "not-important"
		}
		text = marshal(merge)
	}
	if g.flip() {
		p["patch"] = text
		return p
	}
	name := fmt.Sprintf("patch-%d.yaml", i)
	files[name] = text
	p["path"] = name
	return p
}

// merge is a strategic merge patch for an object.
func (g generator) merge(o m) m {
	meta := m{"name": o["metadata"].(m)["name"]}
	if namespace, ok := o["metadata"].(m)["namespace"]; ok {
		meta["namespace"] = namespace
	}
	merge := m{"apiVersion": o["apiVersion"], "kind": o["kind"], "metadata": meta}
	switch g.IntN(6) {
	case 0:
		merge["$patch"] = "delete"
		return merge
	case 1:
		meta["labels"] = m{"app": nil, "merged": g.one("a", "on")}
	case 2:
		meta["annotations"] = m{"merged": g.text()}
	}
	switch o["kind"] {
	case "Deployment", "StatefulSet", "DaemonSet", "Job":
		merge["spec"] = m{"template": m{"spec": g.podPatch()}}
	case "Pod":
		merge["spec"] = g.podPatch()
	case "FlinkDeployment":
		merge["spec"] = m{"image": "redis:6", "flinkConfiguration": m{"b": g.text(), "a": nil}}
	case "ConfigMap":
		merge["data"] = m{"a": g.text(), "b": nil}
	case "Service":
		merge["spec"] = m{"ports": []any{m{"port": 80, "name": "web"}, m{"port": 81, "protocol": "UDP"}}}
	}
	return merge
}

func (g generator) podPatch() m {
	spec := m{"containers": []any{m{"name": "c1", "image": g.one("redis:9", "flink"), "env": []any{m{"name": "B", "value": g.text()}}}}}
	if g.flip() {
		spec["containers"] = append(spec["containers"].([]any), g.container(5))
	}
	if g.flip() {
		spec["volumes"] = []any{m{"name": "v0", "$patch": "delete"}, m{"name": "v9", "emptyDir": m{}}}
	}
	if g.flip() {
		spec["affinity"] = nil
	}
	return spec
}
