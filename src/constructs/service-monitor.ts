import type { Construct } from 'constructs';

import type * as prometheus from '../../imports/prometheus-operator';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';

/** Properties of a `ServiceMonitor`. */
export interface ServiceMonitorProps extends Identity {
  /** Labels of the Services whose pods are asked. */
  readonly selector: Readonly<Record<string, string>>;
  /** Name of the port that serves metrics. */
  readonly port: string;
  /** Path of the metrics. @default '/metrics' */
  readonly path?: string;
  /** How often they are read. @default '30s' */
  readonly interval?: string;
}

/** Tells Prometheus where the metrics of a service are. */
export class ServiceMonitor extends Manifest<prometheus.ServiceMonitor> {
  constructor(scope: Construct, id: string, props: ServiceMonitorProps) {
    super(scope, id, {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: metadataOf(props, syncWave.monitoring),
      spec: {
        selector: { matchLabels: props.selector },
        endpoints: [{ port: props.port, path: props.path ?? '/metrics', interval: props.interval ?? '30s' }],
      },
    });
  }
}
