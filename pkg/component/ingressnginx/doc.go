// Package ingressnginx builds the ingress-nginx controller: its RBAC,
// ConfigMap, Services, Deployment or DaemonSet, IngressClass, and the admission
// webhook with the two Jobs that make and publish its certificate.
//
// It follows kubernetes/ingress-nginx, tag controller-v1.15.1
// (deploy/static/provider/baremetal/deploy.yaml and charts/ingress-nginx). The
// project retired in March 2026, so this is its last line.
//
// The objects carry no Helm hooks. The Job "create" puts the certificate of the
// webhook into the Secret <name>-admission, which is therefore in no rendered
// output; the Job "patch" writes the certificate's authority into the
// ValidatingWebhookConfiguration. Both do nothing when their work is done, so
// they may run again at every apply.
//
// The package does not build Ingress objects, a default backend, the streams of
// TCP and UDP services or a ServiceMonitor.
package ingressnginx
