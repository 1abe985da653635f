import * as z from 'zod';

import { InputError } from '../../src/model/problem';
import type { Problem } from '../../src/model/problem';
import { downAlert } from '../monitoring/down-alert';
import { podsOfApp } from '../monitoring/pod-monitor';
import { named, scraped, toWorld } from '../network/common-flows';
import { addOn } from './add-on';
import { containerResources, readyDeployment } from './deployment';

const name = 'opencost';
const version = '2.5.17';

const restricted = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  runAsNonRoot: true,
  runAsUser: 1001,
  seccompProfile: { type: 'RuntimeDefault' },
};

/** What each namespace and workload costs, as Prometheus has measured it. */
export const opencost = addOn({
  name: 'opencost',
  summary: 'What each namespace and workload costs.',
  chart: {
    name,
    reference: name,
    repository: 'https://opencost.github.io/opencost-helm-chart',
    version,
    text: {
      repository: 'opencost/opencost-helm-chart',
      tag: `opencost-${version}`,
      path: 'charts/opencost',
      tree: '0442d2a3a6a0a4e29fb5333ded37bded46fbe58e',
    },
  },
  namespace: { name, podSecurity: 'restricted' },
  groups: [],
  settings: z.strictObject({
    clusterName: z.string().min(1).describe('Name of this cluster in what it reports.'),
  }),
  plan: ({ clusterName }, { apiServerPorts, prometheus, stackFile }) => {
    if (prometheus === undefined) throw new InputError([withoutPrometheus(stackFile)]);
    const pods = named(name, name);
    return {
      values: {
        podSecurityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
        opencost: {
          mcp: { enabled: false },
          exporter: {
            defaultClusterId: clusterName,
            resources: containerResources('50m', '128Mi', { cpu: '500m', memory: '1Gi' }),
            securityContext: restricted,
          },
          // The Service that the operator makes beside every Prometheus.
          prometheus: {
            internal: { serviceName: 'prometheus-operated', namespaceName: prometheus.namespace, port: 9090 },
          },
          ui: {
            resources: containerResources('10m', '55Mi', { cpu: '250m', memory: '256Mi' }),
            securityContext: restricted,
          },
        },
      },
      flows: [
        // The prices of clouds are public, by HTTPS.
        toWorld(pods, [443, ...apiServerPorts]),
        { from: pods, to: prometheus, ports: [9090] },
        ...scraped(prometheus, pods, [9003]),
      ],
      measured: [podsOfApp(name, name, 'http')],
      alerts: [
        {
          ...downAlert(
            'OpenCostDown',
            [name],
            'Costs of this time are missing in reports.',
            `kubectl get pods -n ${name}; describe the pod that is not ready; then its logs.`,
          ),
          severity: 'warning',
        },
      ],
      ready: [readyDeployment(name, name)],
    };
  },
});

function withoutPrometheus(file: string): Problem {
  return {
    file,
    path: ['slipway:addOns', 'opencost'],
    message: 'costs are made of what Prometheus measures, and the stack installs none',
    hint: 'set slipway:install.monitoring to true, or take the add-on away',
  };
}
