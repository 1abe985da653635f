{{/* What the stand-ins share. Whoever copies the charts puts it into the templates of each of them. */}}

{{/* The kinds of the public chart, each of which takes every field: root, and annotations where they have some. */}}
{{- define "stand-in.definitions" }}
{{- $annotations := .annotations | default dict }}
{{- range (.root.Files.Get "definitions.json" | fromJson).definitions }}
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: {{ .plural }}.{{ .group }}
  annotations: {{ $annotations | toJson }}
spec:
  group: {{ .group }}
  scope: {{ .scope }}
  names: { kind: {{ .kind }}, listKind: {{ .kind }}List, plural: {{ .plural }}, singular: {{ lower .kind }} }
  versions:
    {{- range .versions }}
    - name: {{ .name }}
      served: {{ .served }}
      storage: {{ .storage }}
      schema:
        openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true }
    {{- end }}
{{- end }}
{{- end }}

{{/* A pod that may run in a namespace of Pod Security "restricted". */}}
{{- define "stand-in.pod" -}}
automountServiceAccountToken: false
securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: RuntimeDefault } }
containers:
  - name: main
    image: registry.example.com/{{ .name }}:1
    {{- with .resources }}
    resources: {{ toJson . }}
    {{- end }}
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }
{{- end }}

{{/* A Deployment, or what kind says: name, namespace; replicas, resources and annotations of its pods. */}}
{{- define "stand-in.workload" }}
---
apiVersion: apps/v1
kind: {{ .kind | default "Deployment" }}
metadata: { name: {{ .name }}, namespace: {{ .namespace }} }
spec:
  {{- if ne (.kind | default "Deployment") "DaemonSet" }}
  replicas: {{ .replicas | default 1 }}
  {{- end }}
  {{- if eq (.kind | default "Deployment") "StatefulSet" }}
  serviceName: {{ .name }}
  {{- end }}
  selector: { matchLabels: { app.kubernetes.io/name: {{ .name }} } }
  template:
    metadata:
      labels: { app.kubernetes.io/name: {{ .name }} }
      annotations: {{ .annotations | default dict | toJson }}
    spec:
      {{- include "stand-in.pod" . | nindent 6 }}
{{- end }}
