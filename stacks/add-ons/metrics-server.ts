import * as z from 'zod';

import { downAlert } from '../monitoring/down-alert';
import { podsOfApp } from '../monitoring/pod-monitor';
import { fromApiServer, named, scraped, toWorld } from '../network/common-flows';
import { addOn } from './add-on';
import { containerResources } from './deployment';

const name = 'metrics-server';
const version = '3.13.1';

/** What pods use of CPU and memory: autoscalers and `kubectl top` ask for it. */
export const metricsServer = addOn({
  name: 'metricsServer',
  summary: 'CPU and memory of pods, which autoscalers and `kubectl top` ask for.',
  chart: {
    name,
    reference: name,
    repository: 'https://kubernetes-sigs.github.io/metrics-server',
    version,
    text: {
      repository: 'kubernetes-sigs/metrics-server',
      tag: `metrics-server-helm-chart-${version}`,
      path: 'charts/metrics-server',
      tree: '3ee502db20bd885803b18c4af313b0c80bdf6257',
    },
  },
  namespace: { name, podSecurity: 'restricted' },
  groups: ['metrics.k8s.io'],
  settings: z.strictObject({
    highlyAvailable: z.boolean().default(false).describe('Two pods, so that autoscalers work while a node is drained.'),
    verifiesNodes: z
      .boolean()
      .default(true)
      .describe(
        'Whether the certificates of kubelets are verified. Those that kubeadm, kind and k3s make are signed by nobody: false there.',
      ),
  }),
  plan: ({ highlyAvailable, verifiesNodes }, { apiServerPorts, prometheus }) => {
    const pods = named(name, name);
    return {
      values: {
        replicas: highlyAvailable ? 2 : 1,
        podDisruptionBudget: highlyAvailable ? { enabled: true, maxUnavailable: 1 } : { enabled: false },
        args: verifiesNodes ? [] : ['--kubelet-insecure-tls'],
        metrics: { enabled: true },
        resources: containerResources('100m', '200Mi', { cpu: '500m', memory: '400Mi' }),
      },
      flows: [
        // The API server hands on what it is asked; kubelets are asked at their own port.
        fromApiServer(pods, [10250]),
        toWorld(pods, [...apiServerPorts, 10250]),
        ...scraped(prometheus, pods, [10250]),
      ],
      measured: [{ ...podsOfApp(name, name, 'https'), scheme: 'https' }],
      alerts: [
        downAlert(
          'MetricsServerDown',
          [name],
          'Autoscalers by CPU or memory keep the number of pods that they have.',
          `kubectl get pods -n ${name}; describe the pod that is not ready; then its logs.`,
        ),
        {
          name: 'MetricsServerCannotReadNodes',
          expression: 'sum(rate(metrics_server_kubelet_request_total{success="false"}[5m])) > 0',
          for: '15m',
          severity: 'warning',
          summary: 'metrics-server cannot read some nodes',
          description: 'Autoscalers do not count the pods of these nodes.',
          runbook: `kubectl logs -n ${name} deployment/${name} names the nodes: a certificate that nobody signed (slipway:addOns.metricsServer.verifiesNodes), or port 10250 that is closed.`,
        },
      ],
      ready: [
        {
          apiVersion: 'apiregistration.k8s.io/v1',
          kind: 'APIService',
          name: 'v1beta1.metrics.k8s.io',
          wanted: { condition: 'Available' },
        },
      ],
    };
  },
});
