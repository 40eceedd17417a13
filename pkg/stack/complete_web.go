package stack

import (
	"maps"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/flinkgen/flinkgen/pkg/component"
	"github.com/flinkgen/flinkgen/pkg/component/historyserver"
	"github.com/flinkgen/flinkgen/pkg/flink"
)

// ingress checks what the routes attach to.
func (c *completion) ingress() {
	in := &c.spec.Ingress
	if in.Controller == ControllerGateway && in.Gateway.Name == "" {
		c.fail(field.Required(specPath("ingress", "gateway", "name"), "name the Gateway that serves the routes"))
	}
	if on(in.Enabled) && in.HostNetwork && in.Kind == "Deployment" && len(c.spec.Nodes) > 0 && int(in.Replicas) > len(c.spec.Nodes) {
		c.fail(field.Invalid(specPath("ingress", "replicas"), in.Replicas, "with hostNetwork each replica needs a node of its own: write kind: DaemonSet, or fewer replicas"))
	}
}

// historyServer puts the server where the jobs are and lets it read what they
// archive.
func (c *completion) historyServer() {
	h := &c.spec.HistoryServer
	if !on(h.Enabled) {
		return
	}
	if c.spec.Storage.Type != StorageVolume {
		fill(&h.Namespace, c.spec.Operator.Namespace)
	}
	if h.Namespace == "" {
		h.Namespace = c.jobNamespace()
		for _, j := range c.spec.Jobs {
			if on(j.Enabled) && j.Namespace != "" {
				h.Namespace = j.Namespace
				break
			}
		}
	}
	c.historyImage(h)
	fill(&h.TimeZone, c.spec.TimeZone)
	switch c.spec.Storage.Type {
	case StorageVolume:
		fill(&h.Persistence.StorageClassName, c.spec.Storage.StorageClassName)
		fill(&h.ArchiveDir, "file://"+h.Persistence.MountPath)
	case StorageS3:
		c.historyOnS3(h)
	case StorageHDFS:
		c.historyOnHDFS(h)
	}
	c.historyRoute(h)
	if h.RetainedJobs == 0 || h.RetainedJobs < -1 {
		c.fail(field.Invalid(specPath("historyServer", "retainedJobs"), h.RetainedJobs, "write -1 to keep all, or how many to keep"))
	}
}

// historyImage is the newest Flink of the jobs: a server reads the archives of
// older versions.
func (c *completion) historyImage(h *HistoryServer) {
	if h.Image.Repository == "" {
		var newest flink.Version
		for i := range c.spec.Jobs {
			j := c.spec.Jobs[i]
			if !on(j.Enabled) {
				continue
			}
			c.jobImage(&j)
			if version, err := flink.ParseVersion(j.FlinkVersion); err == nil && version.AtLeast(newest) {
				newest = version
			}
		}
		h.Image = component.FromCatalog(flinkRelease(newest.Operator()))
	}
	if version, _, known := flink.ImageTag(h.Image.Repository, h.Image.Tag); known {
		fill(&h.ConfigFileName, version.ConfigurationFile())
	}
	fill(&h.ConfigFileName, historyserver.Defaults().ConfigFileName)
}

// extraConfiguration sets options that are not written.
func extraConfiguration(h *HistoryServer, options map[string]string) {
	for _, key := range slices.Sorted(maps.Keys(options)) {
		if !strings.Contains("\n"+h.ExtraConfiguration, "\n"+key+":") {
			h.ExtraConfiguration += key + ": " + options[key] + "\n"
		}
	}
}

// historyOnS3 reads the archive from the object store.
func (c *completion) historyOnS3(h *HistoryServer) {
	s3 := c.spec.Storage.S3
	h.Persistence.Enabled, h.Persistence.Create = false, false
	fill(&h.ArchiveDir, s3URI(s3, "history"))
	extraConfiguration(h, s3Options(s3))
	if h.EnableBuiltInPlugins == "" {
		release, known := patchVersion(h.Image)
		if !known {
			c.fail(field.Required(specPath("historyServer", "enableBuiltInPlugins"), "the tag of the image does not tell the release of Flink, which names the jar: write flink-s3-fs-presto-<release>.jar"))
		}
		h.EnableBuiltInPlugins = s3Plugin(s3, release)
	}
	addEnv(&h.ExtraEnv, s3Credentials(s3)...)
}

// historyRoute leads from the ingress controller to the server.
func (c *completion) historyRoute(h *HistoryServer) {
	in := c.spec.Ingress
	switch {
	case h.Host == "" || in.Controller == ControllerNone:
		fill(&h.Route, historyserver.RouteNone)
	case in.Controller == ControllerNginx:
		fill(&h.Route, historyserver.RouteIngress)
	case in.Controller == ControllerGateway:
		fill(&h.Route, historyserver.RouteGateway)
	}
	switch h.Route {
	case historyserver.RouteIngress:
		fill(&h.Ingress.ClassName, in.IngressClassName)
	case historyserver.RouteGateway:
		fill(&h.Gateway.Name, in.Gateway.Name)
		fill(&h.Gateway.Namespace, in.Gateway.Namespace)
		fill(&h.Gateway.SectionName, in.Gateway.SectionName)
	}
	if h.Route != historyserver.RouteNone && h.Host == "" {
		c.fail(field.Required(specPath("historyServer", "host"), "a route needs a host name: the pages use absolute paths"))
	}
}
