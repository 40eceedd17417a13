package players

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	admissionv1 "k8s.io/api/admission/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
)

// webhooks answers in the place of the pods that serve admission webhooks: the
// operator's and ingress-nginx's. Nothing of what is rendered is changed for
// it. The API server finds the Service that the configuration names, the pod
// behind the Service, and here the certificate that the pod mounts; it trusts
// it because of the caBundle that cert-manager or kube-webhook-certgen would
// write. Every review is allowed and recorded.
type webhooks struct {
	client  kubernetes.Interface
	lock    sync.Mutex
	reviews []Review
}

// Review is a question of the API server.
type Review struct {
	// Pod that was asked, as namespace/name, and the path of the question.
	Pod, Path string
	// Resource is the plural name with its group, of an object.
	Resource, Namespace, Name string
}

// webhookPorts are those of the containers that serve webhooks.
var webhookPorts = []int32{8443, 9443}

func playWebhooks(t *testing.T, client kubernetes.Interface) *webhooks {
	t.Helper()
	hooks := &webhooks{client: client}
	for _, port := range webhookPorts {
		listener, err := net.Listen("tcp", fmt.Sprintf(":%d", port))
		if err != nil {
			t.Fatal(err)
		}
		server := &http.Server{
			Handler:           hooks,
			ReadHeaderTimeout: 10 * time.Second,
			TLSConfig:         &tls.Config{GetCertificate: hooks.certificate, MinVersion: tls.VersionTLS12},
		}
		ended := make(chan struct{})
		go func() { defer close(ended); _ = server.ServeTLS(listener, "", "") }() // ends with the error that it is closed
		t.Cleanup(func() { _ = server.Close(); <-ended })
	}
	return hooks
}

// pod is whoever has the address and the port.
func (h *webhooks) pod(ctx context.Context, local net.Addr) (*corev1.Pod, error) {
	address := local.(*net.TCPAddr)
	pods, err := h.client.CoreV1().Pods(metav1.NamespaceAll).List(ctx, metav1.ListOptions{FieldSelector: "status.phase=Running"})
	if err != nil {
		return nil, err
	}
	for _, pod := range pods.Items {
		if pod.Status.PodIP != address.IP.String() {
			continue
		}
		for _, container := range pod.Spec.Containers {
			for _, port := range container.Ports {
				if int(port.ContainerPort) == address.Port {
					return &pod, nil
				}
			}
		}
	}
	return nil, fmt.Errorf("no pod at %s", address)
}

// certificate comes from the Secret that the pod mounts.
func (h *webhooks) certificate(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	pod, err := h.pod(hello.Context(), hello.Conn.LocalAddr())
	if err != nil {
		return nil, err
	}
	for _, volume := range pod.Spec.Volumes {
		if volume.Secret == nil {
			continue
		}
		secret, err := h.client.CoreV1().Secrets(pod.Namespace).Get(hello.Context(), volume.Secret.SecretName, metav1.GetOptions{})
		if err != nil {
			return nil, err
		}
		for _, keys := range [][2]string{{"tls.crt", "tls.key"}, {"cert", "key"}} {
			if data := secret.Data[keys[0]]; len(data) > 0 {
				certificate, err := tls.X509KeyPair(data, secret.Data[keys[1]])
				return &certificate, err
			}
		}
	}
	return nil, fmt.Errorf("pod %s/%s mounts no certificate", pod.Namespace, pod.Name)
}

// ServeHTTP allows what is asked.
func (h *webhooks) ServeHTTP(response http.ResponseWriter, request *http.Request) {
	var asked admissionv1.AdmissionReview
	if err := json.NewDecoder(request.Body).Decode(&asked); err != nil || asked.Request == nil {
		http.Error(response, "not a review", http.StatusBadRequest)
		return
	}
	pod, err := h.pod(request.Context(), request.Context().Value(http.LocalAddrContextKey).(net.Addr))
	if err != nil {
		http.Error(response, err.Error(), http.StatusInternalServerError)
		return
	}
	r := asked.Request
	h.lock.Lock()
	h.reviews = append(h.reviews, Review{
		Pod: pod.Namespace + "/" + pod.Name, Path: request.URL.Path,
		Resource: r.Resource.Resource + "." + r.Resource.Group, Namespace: r.Namespace, Name: r.Name,
	})
	h.lock.Unlock()
	response.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(response).Encode(admissionv1.AdmissionReview{ // the API server tells when nobody answers
		TypeMeta: asked.TypeMeta,
		Response: &admissionv1.AdmissionResponse{UID: r.UID, Allowed: true},
	})
}

// take gives the reviews so far and forgets them.
func (h *webhooks) take() []Review {
	h.lock.Lock()
	defer h.lock.Unlock()
	reviews := slices.Clone(h.reviews)
	h.reviews = nil
	return reviews
}
