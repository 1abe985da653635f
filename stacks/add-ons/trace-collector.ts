import * as z from 'zod';

import { downAlert } from '../monitoring/down-alert';
import { podsOfApp } from '../monitoring/pod-monitor';
import { named, scraped } from '../network/common-flows';
import { portOf } from '../network/url-end';
import { addOn } from './add-on';
import { containerResources, readyDeployment } from './deployment';
import { tempoPlace } from './tempo';

const name = 'opentelemetry-collector';
const namespace = 'opentelemetry';
const version = '0.170.0';

/** Takes traces from services, and hands them on. */
export const traceCollector = addOn({
  name: 'traceCollector',
  summary: 'OpenTelemetry Collector: takes traces from services, and sends them to their store.',
  chart: {
    name,
    reference: name,
    repository: 'https://open-telemetry.github.io/opentelemetry-helm-charts',
    version,
    text: {
      repository: 'open-telemetry/opentelemetry-helm-charts',
      tag: `${name}-${version}`,
      path: `charts/${name}`,
      tree: '2877c76d54ab0ca0682022c3dd4a88fc0e87c048',
    },
  },
  namespace: { name: namespace, podSecurity: 'restricted' },
  groups: [],
  settings: z.strictObject({
    store: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe('Store that speaks OTLP over gRPC. Default: that of `tempo`.'),
  }),
  plan: ({ store }, { prometheus }) => {
    const pods = named(namespace, name);
    const toStore =
      store === undefined
        ? { from: pods, to: named(tempoPlace.namespace, 'tempo'), ports: [tempoPlace.port] }
        : { from: pods, to: 'anywhere' as const, ports: [portOf(store)] };
    const endpoint = store ?? `http://${tempoPlace.host}:${tempoPlace.port}`;
    const off = { enabled: false };
    return {
      values: {
        mode: 'deployment',
        replicaCount: 2,
        image: { repository: 'ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector' },
        command: { name: 'otelcol' },
        serviceAccount: { automountServiceAccountToken: false },
        config: {
          receivers: { jaeger: null, zipkin: null, prometheus: null },
          exporters: { debug: null, otlp: { endpoint, tls: { insecure: endpoint.startsWith('http:') } } },
          service: {
            pipelines: { logs: null, metrics: null, traces: { receivers: ['otlp'], exporters: ['otlp'] } },
          },
        },
        ports: {
          'jaeger-compact': off,
          'jaeger-thrift': off,
          'jaeger-grpc': off,
          zipkin: off,
          metrics: { enabled: true },
        },
        podSecurityContext: { runAsNonRoot: true, runAsUser: 10_001, seccompProfile: { type: 'RuntimeDefault' } },
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
          readOnlyRootFilesystem: true,
        },
        resources: containerResources('100m', '256Mi', { cpu: '1', memory: '512Mi' }),
        podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
      },
      flows: [{ from: 'pods', to: pods, ports: [4317, 4318] }, toStore, ...scraped(prometheus, pods, [8888])],
      measured: [podsOfApp(name, namespace, 'metrics')],
      alerts: [
        {
          name: 'TracesWait',
          expression:
            'max by (exporter) (otelcol_exporter_queue_size) / max by (exporter) (otelcol_exporter_queue_capacity) > 0.8',
          for: '10m',
          severity: 'warning',
          summary: 'Traces wait for their store, and soon there is no more room',
          description: 'The store does not take them, or not as fast as they come. Then new ones are thrown away.',
          runbook: `kubectl logs -n ${namespace} deployment/${name} has the error of the store.`,
        },
        {
          ...downAlert(
            'TraceCollectorDown',
            [name],
            'Traces of this time are lost. Services go on.',
            `kubectl get pods -n ${namespace}; describe the pod that is not ready; then its logs.`,
          ),
          severity: 'warning',
        },
      ],
      ready: [readyDeployment(namespace, name)],
    };
  },
});
