import type { Construct } from 'constructs';

import type * as kubernetes from '../../imports/kubernetes';
import { dashboardJson } from './dashboard';
import type { Dashboard } from './dashboard';
import { metadataOf, syncWave } from './identity';
import type { Identity } from './identity';
import { Manifest } from './manifest';

/** Properties of a `GrafanaDashboard`. */
export interface GrafanaDashboardProps extends Identity {
  /** What it shows. */
  readonly dashboard: Dashboard;
  /** Folder in Grafana, if its sidecar reads the annotation `grafana_folder`. @default - that of the sidecar */
  readonly folder?: string;
}

/** A dashboard as Grafana's sidecar finds it: a ConfigMap with the label `grafana_dashboard`. */
export class GrafanaDashboard extends Manifest<kubernetes.ConfigMap> {
  constructor(scope: Construct, id: string, props: GrafanaDashboardProps) {
    const { dashboard, folder } = props;
    const annotations = folder === undefined ? {} : { grafana_folder: folder };
    super(scope, id, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: metadataOf(
        {
          ...props,
          labels: { ...props.labels, grafana_dashboard: '1' },
          annotations: { ...props.annotations, ...annotations },
        },
        syncWave.monitoring,
      ),
      // The sidecar writes all dashboards into one folder, so the file has a name that no other has.
      data: { [`${dashboard.uid}.json`]: dashboardJson(dashboard) },
    });
  }
}
