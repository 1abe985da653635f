import * as z from 'zod';

import { downAlert } from '../monitoring/down-alert';
import { podsOfApp } from '../monitoring/pod-monitor';
import { fromApiServer, named, scraped, toWorld } from '../network/common-flows';
import { addOn } from './add-on';
import { containerResources, readyDeployment } from './deployment';

const name = 'keda';
const version = '2.20.2';
const operator = 'keda-operator';
const apiServer = 'keda-operator-metrics-apiserver';
const webhooks = 'keda-admission-webhooks';

/** Autoscaling by what waits: queues, topics, queries of Prometheus. Services of the catalog that scale by triggers need it. */
export const keda = addOn({
  name: 'keda',
  summary: 'Autoscaling by queues, topics and queries: what services with triggers need.',
  chart: {
    name,
    reference: name,
    repository: 'https://kedacore.github.io/charts',
    version,
    text: {
      repository: 'kedacore/charts',
      tag: `v${version}`,
      path: 'keda',
      tree: 'ff69964483c46a7d947f2ee24118c502fb272f9a',
    },
  },
  namespace: { name, podSecurity: 'restricted' },
  groups: ['keda.sh', 'eventing.keda.sh', 'external.metrics.k8s.io'],
  settings: z.strictObject({
    highlyAvailable: z.boolean().default(false).describe('Two pods of each program; one works, the other waits.'),
    triggerPorts: z
      .array(z.int().min(1).max(65_535))
      .default([])
      .describe(
        'Ports of what triggers ask besides Prometheus and HTTPS, such as 9092 of Kafka, 5672 of RabbitMQ, 6379 of Redis.',
      ),
    roleArn: z.string().min(1).optional().describe('Role that AWS gives its account (IRSA). Default: none.'),
  }),
  plan: ({ highlyAvailable, triggerPorts, roleArn }, { apiServerPorts, prometheus }) => {
    const [asks, answers, judges] = [named(name, operator), named(name, apiServer), named(name, webhooks)];
    const replicaCount = highlyAvailable ? 2 : 1;
    const budget = highlyAvailable ? { maxUnavailable: 1 } : {};
    const resources = containerResources('100m', '100Mi', { cpu: '1', memory: '1000Mi' });
    return {
      values: {
        // Removing the release would otherwise delete every ScaledObject, and what runs would have the pods that it has.
        crds: { additionalAnnotations: { 'helm.sh/resource-policy': 'keep' } },
        image: { pullPolicy: 'IfNotPresent' },
        operator: { replicaCount },
        metricsServer: { replicaCount },
        webhooks: { replicaCount },
        podDisruptionBudget: { operator: budget, metricServer: budget, webhooks: budget },
        resources: { operator: resources, metricServer: resources, webhooks: resources },
        podIdentity: { aws: { irsa: roleArn === undefined ? { enabled: false } : { enabled: true, roleArn } } },
        prometheus: { operator: { enabled: true }, metricServer: { enabled: true }, webhooks: { enabled: true } },
      },
      flows: [
        ...[asks, answers, judges].map((pods) => toWorld(pods, apiServerPorts)),
        toWorld(asks, [443, ...triggerPorts]),
        ...(prometheus === undefined ? [] : [{ from: asks, to: prometheus, ports: [9090] }]),
        { from: answers, to: asks, ports: [9666] },
        fromApiServer(answers, [6443]),
        fromApiServer(judges, [9443]),
        ...[asks, answers, judges].flatMap((pods) => scraped(prometheus, pods, [8080])),
      ],
      measured: [
        podsOfApp(operator, name, 'metrics'),
        podsOfApp(apiServer, name, 'metrics'),
        podsOfApp(webhooks, name, 'metrics'),
      ],
      alerts: [
        downAlert(
          'KedaDown',
          [operator, apiServer],
          'Services with triggers keep the number of pods that they have.',
          `kubectl get pods -n ${name}; describe the pod that is not ready; then its logs.`,
        ),
        {
          name: 'ScaledObjectFails',
          expression: 'sum by (namespace, scaledObject) (rate(keda_scaled_object_errors_total[5m])) > 0',
          for: '15m',
          severity: 'warning',
          summary: 'The autoscaler {{ $labels.scaledObject }} in {{ $labels.namespace }} cannot ask its triggers',
          description: 'The service keeps the number of pods that it has, or the one that its fallback says.',
          runbook:
            'kubectl describe scaledobject {{ $labels.scaledObject }} -n {{ $labels.namespace }} has the error; a port that is closed is opened by slipway:addOns.keda.triggerPorts.',
        },
      ],
      ready: [
        readyDeployment(name, operator),
        {
          apiVersion: 'apiregistration.k8s.io/v1',
          kind: 'APIService',
          name: 'v1beta1.external.metrics.k8s.io',
          wanted: { condition: 'Available' },
        },
      ],
    };
  },
});
