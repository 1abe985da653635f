import type { Construct } from 'constructs';

import type * as prometheus from '../../imports/prometheus-operator';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';

/** Properties of a `PodMonitor`. */
export interface PodMonitorProps extends Identity {
  /** Labels of the pods that are asked. */
  readonly selector: Readonly<Record<string, string>>;
  /** Name of the port of a container of theirs, also of one that somebody puts beside their own. */
  readonly port: string;
  /** Path of the metrics. @default '/metrics' */
  readonly path?: string;
  /** How often they are read. @default '30s' */
  readonly interval?: string;
}

/** Tells Prometheus of metrics that no Service leads to, such as those of a sidecar. */
export class PodMonitor extends Manifest<prometheus.PodMonitor> {
  constructor(scope: Construct, id: string, props: PodMonitorProps) {
    super(scope, id, {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata: metadataOf(props, syncWave.monitoring),
      spec: {
        selector: { matchLabels: props.selector },
        podMetricsEndpoints: [{ port: props.port, path: props.path ?? '/metrics', interval: props.interval ?? '30s' }],
      },
    });
  }
}
