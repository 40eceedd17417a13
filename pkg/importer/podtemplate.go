package importer

import (
	"cmp"
	"fmt"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"
)

func (c *command) selector(role string) *corev1.PodTemplateSpec {
	text := c.take("kubernetes." + role + ".node-selector")
	if text == "" {
		return nil
	}
	return &corev1.PodTemplateSpec{Spec: corev1.PodSpec{NodeSelector: pairs(text)}}
}

// pairs reads a map as Flink writes it: key:value,key:value.
func pairs(text string) map[string]string {
	all := map[string]string{}
	for pair := range strings.SplitSeq(text, ",") {
		key, value, _ := strings.Cut(strings.TrimSpace(pair), ":")
		all[key] = value
	}
	return all
}

// podTemplate reads the template that the command line names, and adds the
// pull secrets.
func (c *command) podTemplate() error {
	file := cmp.Or(c.take("kubernetes.pod-template-file.default"), c.take("kubernetes.pod-template-file"))
	secrets := c.take("kubernetes.container.image.pull-secrets")
	if file == "" && secrets == "" {
		return nil
	}
	c.job.PodTemplate = &corev1.PodTemplateSpec{}
	if file != "" {
		if err := c.readTemplate(file); err != nil {
			return err
		}
	}
	for name := range strings.SplitSeq(secrets, ";") {
		if name != "" {
			c.job.PodTemplate.Spec.ImagePullSecrets = append(c.job.PodTemplate.Spec.ImagePullSecrets, corev1.LocalObjectReference{Name: name})
		}
	}
	return nil
}

func (c *command) readTemplate(file string) error {
	if c.o.ReadFile != nil {
		if data, err := c.o.ReadFile(file); err == nil {
			if err := yaml.Unmarshal(data, c.job.PodTemplate); err != nil {
				return fmt.Errorf("%s is no pod template", file)
			}
			return nil
		}
	}
	c.notes = append(c.notes, "kubernetes.pod-template-file: "+file+" cannot be read; write it as podTemplate")
	return nil
}
