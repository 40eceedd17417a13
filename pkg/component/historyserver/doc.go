// Package historyserver builds the Flink history server, which shows jobs that
// have ended: ServiceAccount, claim of the archive volume, ConfigMap,
// Deployment, Service, and an Ingress or HTTPRoute.
//
// Jobs write an archive at their end (jobmanager.archive.fs.dir) and the server
// reads it (historyserver.archive.fs.dir), either from a volume that both
// mount or from an object store. A claim can be mounted in its own namespace
// only, so with a volume the server lives in the namespace of the jobs.
//
// The pod runs the image's own entrypoint, because that is what gives meaning
// to ENABLE_BUILT_IN_PLUGINS and FLINK_PROPERTIES. The entrypoint rewrites the
// configuration file and links plugins (apache/flink-docker,
// docker-entrypoint.sh, 1.13 to 2.2), which a mounted ConfigMap and a read-only
// root refuse. So an init container copies the ConfigMap and the plugins of the
// image into emptyDirs that are mounted over /opt/flink/conf and
// /opt/flink/plugins. The copy is made when a pod starts: after a change of the
// ConfigMap restart the Deployment.
//
// The server has no login: whoever reaches it reads the configuration of every
// archived job. The package builds no authentication and no metrics, and it
// does not set the jobs' side of the archive.
package historyserver
