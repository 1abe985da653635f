import * as z from 'zod';

import { DnsLabel } from '../../src/model/names';
import { Bytes } from '../../src/model/quantity';
import { GrafanaSettings } from './grafana';
import { httpsUrl } from './https-url';
import { SecretPlace } from './secret-place';
import { Size } from './size';

/** `slipway:monitoring`: Prometheus, Alertmanager and Grafana. Where they are and who is told is in the catalog. */
export const MonitoringSettings = z.strictObject({
  retention: z
    .string()
    .regex(/^[1-9][0-9]*[hdwy]$/, 'must be a duration such as "15d"')
    .default('15d')
    .describe('How long Prometheus keeps what it measured.'),
  storage: z
    .strictObject({
      size: Bytes.describe('Size of the volume of each Prometheus.'),
      className: DnsLabel.optional().describe('StorageClass. Default: that of the cluster.'),
    })
    .optional()
    .describe(
      'Default: no volume, and what was measured ends with the pod. With one, silences of Alertmanager are kept on another of 1Gi.',
    ),
  replicas: z
    .int()
    .min(1, 'must be 1 or more')
    .max(3, 'must be 3 or less')
    .default(1)
    .describe('Pods of Prometheus and of Alertmanager. Each Prometheus measures everything.'),
  size: Size,
  controlPlane: z
    .boolean()
    .default(false)
    .describe(
      'Whether etcd, scheduler, controller manager and kube-proxy can be measured. Managed clusters hide them.',
    ),
  urls: z
    .strictObject({
      prometheus: httpsUrl.optional(),
      alertmanager: httpsUrl.optional(),
    })
    .default({})
    .describe(
      'Where people open Prometheus and Alertmanager, if somebody gives them an address: links in messages lead there. Default: into the cluster.',
    ),
  deadMansSwitch: z
    .boolean()
    .default(false)
    .describe(
      'Whether somebody outside the cluster hears every minute that alerts arrive, and calls when that ends. The URL that is posted to is the key "watchdog-url" of the Secret alertmanager-receivers.',
    ),
  grafana: GrafanaSettings.prefault({}).describe('Who reaches Grafana, and as whom.'),
  grafanaSecret: SecretPlace.default({ kind: 'store' }).describe(
    'Where the Secret grafana-admin comes from, with the keys admin-user and admin-password.',
  ),
  alertmanagerSecret: SecretPlace.default({ kind: 'store' }).describe(
    'Where the Secret alertmanager-receivers comes from, with the keys of the channels that the environments name.',
  ),
});
export type MonitoringSettings = z.infer<typeof MonitoringSettings>;
