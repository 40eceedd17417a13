package players

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	admissionv1 "k8s.io/api/admissionregistration/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
)

// certgen does what kube-webhook-certgen does in the Jobs of ingress-nginx, as
// their arguments say and with the rights of their ServiceAccount: "create"
// puts a certificate into a Secret, "patch" the authority into the webhook.
type certgen struct{ *Players }

func (c certgen) act(ctx context.Context) error {
	jobs, err := c.client.BatchV1().Jobs(metav1.NamespaceAll).List(ctx, metav1.ListOptions{})
	if err != nil {
		return err
	}
	var problems []error
	for _, job := range jobs.Items {
		container := job.Spec.Template.Spec.Containers[0]
		if !strings.Contains(container.Image, "kube-webhook-certgen") || !complete(job) {
			continue
		}
		flags := map[string]string{}
		for _, argument := range container.Args[1:] {
			name, value, _ := strings.Cut(argument, "=")
			flags[name] = strings.ReplaceAll(value, "$(POD_NAMESPACE)", job.Namespace)
		}
		client := c.as(job.Namespace, job.Spec.Template.Spec.ServiceAccountName)
		switch command := container.Args[0]; command {
		case "create":
			problems = append(problems, c.create(ctx, client, flags))
		case "patch":
			problems = append(problems, c.patch(ctx, client, flags))
		default:
			problems = append(problems, fmt.Errorf("job %s/%s: unknown command %s", job.Namespace, job.Name, command))
		}
	}
	return errors.Join(problems...)
}

// complete says that the pods of the Job would have done their work by now.
func complete(job batchv1.Job) bool {
	return slices.ContainsFunc(job.Status.Conditions, func(c batchv1.JobCondition) bool {
		return c.Type == batchv1.JobComplete && c.Status == corev1.ConditionTrue
	})
}

func (c certgen) create(ctx context.Context, client kubernetes.Interface, flags map[string]string) error {
	secrets := client.CoreV1().Secrets(flags["--namespace"])
	if _, err := secrets.Get(ctx, flags["--secret-name"], metav1.GetOptions{}); !apierrors.IsNotFound(err) {
		return err
	}
	data, err := issue("ca", "cert", "key", strings.Split(flags["--host"], ",")...)
	if err != nil {
		return err
	}
	_, err = secrets.Create(ctx, &corev1.Secret{ObjectMeta: metav1.ObjectMeta{Name: flags["--secret-name"]}, Data: data}, metav1.CreateOptions{})
	return err
}

func (c certgen) patch(ctx context.Context, client kubernetes.Interface, flags map[string]string) error {
	secret, err := client.CoreV1().Secrets(flags["--namespace"]).Get(ctx, flags["--secret-name"], metav1.GetOptions{})
	if err != nil {
		return err
	}
	configurations := client.AdmissionregistrationV1().ValidatingWebhookConfigurations()
	one, err := configurations.Get(ctx, flags["--webhook-name"], metav1.GetOptions{})
	if err != nil {
		return err
	}
	for i := range one.Webhooks {
		one.Webhooks[i].ClientConfig.CABundle = secret.Data["ca"]
		one.Webhooks[i].FailurePolicy = new(admissionv1.FailurePolicyType(flags["--patch-failure-policy"]))
	}
	_, err = configurations.Update(ctx, one, metav1.UpdateOptions{FieldManager: "kube-webhook-certgen"})
	return err
}
