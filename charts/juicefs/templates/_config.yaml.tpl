{{- define "juicefs.config.yaml" -}}
# The driver reads this file again when it changes. A mount pod stays as it was
# made; the next one is made from what is written here then.
enableNodeSelector: false

# Later entries win over earlier ones.
mountPodPatch:
  # For every mount pod. The memory limit is well above the buffer of the client
  # (mount option buffer-size, {{ int .Values.bufferSize }} MiB): a client that is killed for its memory
  # takes the mount away from the pods that use it.
  - ceMountImage: "{{ include "juicefs.image" .Values.mountPod.image }}"
    imagePullPolicy: "{{ .Values.mountPod.image.pullPolicy }}"
    resources:
      requests:
        cpu: "{{ .Values.mountPod.cpuRequest }}"
        memory: "{{ .Values.mountPod.memoryRequest }}"
      limits:
        memory: "{{ .Values.mountPod.memoryLimit }}"
{{ .Values.mountPod.patches }}
{{- end }}
