import * as z from 'zod';

import { DnsLabel } from '../../src/model/names';
import { Bytes } from '../../src/model/quantity';
import { downAlert } from '../monitoring/down-alert';
import { podsOfApp } from '../monitoring/pod-monitor';
import { named, scraped } from '../network/common-flows';
import { addOn } from './add-on';
import { containerResources } from './deployment';

const name = 'tempo';
const version = '2.2.4';

/** Where the collector sends traces. */
export const tempoPlace = { namespace: name, host: `${name}.${name}.svc.cluster.local`, port: 4317 } as const;

/** A store of traces that is one pod: for a cluster, not for a company. */
export const tempo = addOn({
  name: 'tempo',
  summary: 'Store of traces, in one pod with a volume.',
  chart: {
    name,
    reference: name,
    repository: 'https://grafana-community.github.io/helm-charts',
    version,
    text: {
      repository: 'grafana-community/helm-charts',
      tag: `tempo-${version}`,
      path: 'charts/tempo',
      tree: '1564626107959b8e06e25b8aff3cd0835bdb9608',
    },
  },
  namespace: { name, podSecurity: 'restricted' },
  groups: [],
  settings: z.strictObject({
    size: Bytes.default('10Gi').describe('Size of its volume.'),
    className: DnsLabel.optional().describe('StorageClass. Default: that of the cluster.'),
    retentionHours: z.int().min(1).default(72).describe('Older traces are deleted, in hours.'),
  }),
  plan: ({ size, className, retentionHours }, { prometheus }) => {
    const pods = named(name, name);
    return {
      values: {
        tempo: {
          reportingEnabled: false,
          retention: `${retentionHours}h`,
          resources: containerResources('200m', '1536Mi', { cpu: '2', memory: '3Gi' }),
          securityContext: {
            allowPrivilegeEscalation: false,
            capabilities: { drop: ['ALL'] },
            seccompProfile: { type: 'RuntimeDefault' },
          },
        },
        serviceAccount: { automountServiceAccountToken: false },
        persistence: { enabled: true, size, ...(className === undefined ? {} : { storageClassName: className }) },
      },
      flows: [
        ...(prometheus === undefined
          ? []
          : [{ from: named(prometheus.namespace, 'grafana'), to: pods, ports: [3200] }]),
        ...scraped(prometheus, pods, [3200]),
      ],
      measured: [podsOfApp(name, name, 'prom-metrics')],
      alerts: [
        {
          ...downAlert(
            'TempoDown',
            [name],
            'Traces of this time are kept by collectors as long as they have room, and cannot be read.',
            `kubectl get pods -n ${name}; describe the pod that is not ready; then its logs.`,
          ),
          severity: 'warning',
        },
      ],
      ready: [{ apiVersion: 'v1', kind: 'Pod', namespace: name, name: `${name}-0`, wanted: { condition: 'Ready' } }],
    };
  },
});
