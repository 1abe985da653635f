import { gzipSync } from 'node:zlib';

/** Files by path. */
export type ChartFiles = Readonly<Record<string, string>>;

/**
 * A chart with what charts do: a schema, helpers, a subchart, hooks with weights, tests, kinds of its own, notes, and templates that
 * ask what the cluster can do.
 *
 * @param files files that are added or written otherwise
 */
export function aHelmChart(files: ChartFiles = {}): ChartFiles {
  return {
    'Chart.yaml': 'apiVersion: v2\nname: cache\nversion: 1.2.3\nappVersion: "7.4"\n',
    'values.yaml': `replicas: 1
image: { repository: example.com/cache, tag: "7.4" }
password: ""
exporter: { enabled: true }
`,
    'values.schema.json': JSON.stringify({
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      properties: { replicas: { type: 'integer', minimum: 1 }, mode: { enum: ['alone', 'cluster'] } },
    }),
    'crds/caches.yaml': `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: caches.example.com }
spec:
  group: example.com
  scope: Namespaced
  names: { kind: Cache, plural: caches, singular: cache }
  versions:
    - { name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } } }
`,
    'templates/_helpers.tpl': `{{- define "cache.labels" -}}
app.kubernetes.io/name: cache
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}
`,
    'templates/NOTES.txt': 'Have a nice day at {{ now }}, {{ randAlpha 5 }}.\n',
    'templates/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
  labels: {{- include "cache.labels" . | nindent 4 }}
spec:
  replicas: {{ .Values.replicas }}
  selector: { matchLabels: {{ include "cache.labels" . | fromYaml | toJson }} }
  template:
    metadata:
      labels: {{- include "cache.labels" . | nindent 8 }}
    spec:
      containers:
        - name: cache
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}{{ with .Values.image.digest }}@{{ . }}{{ end }}"
          env:
            - { name: KUBERNETES, value: "{{ .Capabilities.KubeVersion.Major }}.{{ .Capabilities.KubeVersion.Minor }}" }
`,
    'templates/monitor.yaml': `{{- if .Capabilities.APIVersions.Has "monitoring.coreos.com/v1" }}
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: {{ .Release.Name }} }
spec: { selector: { matchLabels: { a: b } }, endpoints: [{ port: metrics }] }
{{- end }}
`,
    'templates/hooks.yaml': `apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ .Release.Name }}-migrate
  annotations: { helm.sh/hook: pre-install, helm.sh/hook-weight: "-5" }
---
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ .Release.Name }}-migrate
  annotations:
    helm.sh/hook: pre-install,pre-upgrade
    helm.sh/hook-weight: "1"
    helm.sh/hook-delete-policy: hook-succeeded
spec:
  template:
    metadata: { labels: { app.kubernetes.io/instance: {{ .Release.Name }} } }
    spec: { restartPolicy: Never, containers: [{ name: migrate, image: "example.com/cache:7.4" }] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: {{ .Release.Name }}-after, annotations: { helm.sh/hook: post-upgrade } }
---
apiVersion: v1
kind: Pod
metadata: { name: {{ .Release.Name }}-test, annotations: { helm.sh/hook: test } }
spec: { containers: [{ name: test, image: "example.com/cache:7.4" }] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: {{ .Release.Name }}-bye, annotations: { helm.sh/hook: pre-delete } }
`,
    'templates/kept.yaml': `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: {{ .Release.Name }}, namespace: elsewhere, annotations: { helm.sh/resource-policy: keep } }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: {{ .Release.Name }} }
rules: []
`,
    'charts/exporter/Chart.yaml': 'apiVersion: v2\nname: exporter\nversion: 0.1.0\n',
    'charts/exporter/values.yaml': 'enabled: false\n',
    'charts/exporter/templates/service.yaml': `{{- if .Values.enabled }}
apiVersion: v1
kind: Service
metadata: { name: {{ .Release.Name }}-exporter }
spec: { selector: { a: b }, ports: [{ name: metrics, port: 9121 }] }
{{- end }}
`,
    ...files,
  };
}

/** The files of a chart in a catalog, beside a service. */
export function besideService(service: string, files: ChartFiles): ChartFiles {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`services/${service}/chart/${path}`, text]));
}

/** An archive as `helm package` makes it: a folder called like the chart, packed by tar (POSIX.1-2017, "ustar"). */
export function packed(name: string, files: Readonly<Record<string, string | Buffer>>): Buffer {
  const blocks = Object.entries(files).flatMap(([path, text]) => {
    const content = typeof text === 'string' ? Buffer.from(text) : text;
    const padding = Buffer.alloc((512 - (content.length % 512)) % 512);
    return [headerOf(`${name}/${path}`, content.length), content, padding];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

function headerOf(path: string, size: number): Buffer {
  const header = Buffer.alloc(512);
  header.write(path, 0, 100);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        0', 148);
  header.write('ustar', 257);
  header.write('00', 263);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}
