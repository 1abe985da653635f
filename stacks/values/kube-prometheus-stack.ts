import { quantityValue } from '../../src/model/quantity';
import { receiverKeysOf, receiversSecret } from '../monitoring/alertmanager-config';
import type { AlertmanagerConfig } from '../monitoring/alertmanager-config';
import { grafanaAccess } from '../monitoring/grafana-access';
import type { GrafanaAccessValues } from '../monitoring/grafana-access';
import type { MonitoringSettings } from '../settings/monitoring';

/** What a container may use (Kubernetes, `ResourceRequirements`). */
interface Resources {
  readonly requests: { readonly cpu: string; readonly memory: string };
  readonly limits: { readonly memory: string };
}

interface VolumeClaim {
  readonly volumeClaimTemplate: {
    readonly spec: {
      readonly accessModes: readonly 'ReadWriteOnce'[];
      readonly storageClassName?: string;
      readonly resources: { readonly requests: { readonly storage: string } };
    };
  };
}

interface Switch {
  readonly enabled: boolean;
}

/** Values of the chart kube-prometheus-stack 88 that Slipway sets (prometheus-community, `values.yaml`). */
export interface KubePrometheusStackValues {
  readonly crds: Switch;
  readonly prometheusOperator: {
    readonly resources: Resources;
    /** Of the container that the operator puts beside each Prometheus and each Alertmanager. */
    readonly prometheusConfigReloader: { readonly resources: Resources };
  };
  readonly prometheus: {
    readonly prometheusSpec: {
      readonly replicas: number;
      /** Where links of alerts lead. */
      readonly externalUrl?: string;
      readonly retention: string;
      /** As Prometheus writes sizes: "43520MiB". */
      readonly retentionSize?: string;
      readonly resources: Resources;
      readonly storageSpec?: VolumeClaim;
      readonly podMonitorSelectorNilUsesHelmValues: boolean;
      readonly probeSelectorNilUsesHelmValues: boolean;
      readonly ruleSelectorNilUsesHelmValues: boolean;
      readonly scrapeConfigSelectorNilUsesHelmValues: boolean;
      readonly serviceMonitorSelectorNilUsesHelmValues: boolean;
    };
  };
  readonly alertmanager: {
    readonly config: AlertmanagerConfig;
    readonly alertmanagerSpec: {
      readonly externalUrl?: string;
      readonly replicas: number;
      readonly resources: Resources;
      readonly storage?: VolumeClaim;
      /** Names of Secrets that are mounted below `/etc/alertmanager/secrets`. */
      readonly secrets: readonly string[];
    };
  };
  readonly grafana: GrafanaAccessValues & {
    readonly admin: { readonly existingSecret: string; readonly userKey: string; readonly passwordKey: string };
    readonly resources: Resources;
    readonly sidecar: {
      readonly dashboards: Switch & {
        readonly label: string;
        readonly labelValue: string;
        readonly searchNamespace: string;
      };
      readonly resources: Resources;
    };
  };
  readonly kubeControllerManager: Switch;
  readonly kubeEtcd: Switch;
  readonly kubeProxy: Switch;
  readonly kubeScheduler: Switch;
  readonly 'kube-state-metrics': { readonly resources: Resources };
  readonly 'prometheus-node-exporter': { readonly resources: Resources };
}

/** The Secret with the administrator of Grafana, and its keys. */
export const grafanaSecret = { name: 'grafana-admin', userKey: 'admin-user', passwordKey: 'admin-password' } as const;

/** Values of Prometheus, Alertmanager and Grafana. */
export function kubePrometheusStackValues(
  { replicas, retention, storage, controlPlane, size, urls, grafana }: MonitoringSettings,
  alerting: AlertmanagerConfig,
): KubePrometheusStackValues {
  const measured = { enabled: controlPlane };
  const amounts = amountsBySize[size];
  return {
    // A release of its own has them: Helm never upgrades the CRDs of this chart.
    crds: { enabled: false },
    prometheusOperator: {
      resources: amounts.operator,
      prometheusConfigReloader: { resources: amounts.reloader },
    },
    prometheus: {
      prometheusSpec: {
        replicas,
        retention,
        ...(urls.prometheus === undefined ? {} : { externalUrl: urls.prometheus }),
        resources: amounts.prometheus,
        ...(storage === undefined
          ? {}
          : { retentionSize: retentionSizeOf(storage.size), storageSpec: volumeOf(storage) }),
        // By default Prometheus sees what this chart made, and nothing of any service.
        podMonitorSelectorNilUsesHelmValues: false,
        probeSelectorNilUsesHelmValues: false,
        ruleSelectorNilUsesHelmValues: false,
        scrapeConfigSelectorNilUsesHelmValues: false,
        serviceMonitorSelectorNilUsesHelmValues: false,
      },
    },
    alertmanager: {
      config: alerting,
      alertmanagerSpec: {
        replicas,
        ...(urls.alertmanager === undefined ? {} : { externalUrl: urls.alertmanager }),
        resources: amounts.alertmanager,
        // Silences, and what was said already: both would end with the pod.
        ...(storage === undefined ? {} : { storage: volumeOf({ ...storage, size: '1Gi' }) }),
        secrets: receiverKeysOf(alerting).length === 0 ? [] : [receiversSecret],
      },
    },
    grafana: {
      ...grafanaAccess(grafana),
      admin: {
        existingSecret: grafanaSecret.name,
        userKey: grafanaSecret.userKey,
        passwordKey: grafanaSecret.passwordKey,
      },
      resources: amounts.grafana,
      sidecar: {
        // Dashboards of services are in the namespaces of the services.
        dashboards: { enabled: true, label: 'grafana_dashboard', labelValue: '1', searchNamespace: 'ALL' },
        resources: amounts.sidecar,
      },
    },
    kubeControllerManager: measured,
    kubeEtcd: measured,
    kubeProxy: measured,
    kubeScheduler: measured,
    'kube-state-metrics': { resources: amounts.kubeStateMetrics },
    'prometheus-node-exporter': { resources: amounts.nodeExporter },
  };
}

const amountsBySize = {
  usual: {
    operator: resources('100m', '128Mi', '256Mi'),
    reloader: resources('10m', '50Mi', '100Mi'),
    prometheus: resources('500m', '2Gi', '4Gi'),
    alertmanager: resources('50m', '64Mi', '128Mi'),
    grafana: resources('100m', '256Mi', '512Mi'),
    sidecar: resources('50m', '96Mi', '192Mi'),
    kubeStateMetrics: resources('50m', '128Mi', '256Mi'),
    nodeExporter: resources('50m', '32Mi', '64Mi'),
  },
  small: {
    operator: resources('20m', '48Mi', '128Mi'),
    reloader: resources('10m', '32Mi', '64Mi'),
    prometheus: resources('100m', '512Mi', '1Gi'),
    alertmanager: resources('10m', '32Mi', '64Mi'),
    grafana: resources('20m', '128Mi', '256Mi'),
    sidecar: resources('10m', '64Mi', '128Mi'),
    kubeStateMetrics: resources('10m', '48Mi', '128Mi'),
    nodeExporter: resources('10m', '24Mi', '48Mi'),
  },
} as const;

// Without a limit of CPU: who measures must not be slowed down when everybody else is.
function resources(cpu: string, memory: string, memoryLimit: string): Resources {
  return { requests: { cpu, memory }, limits: { memory: memoryLimit } };
}

/** Prometheus ends when its volume is full. What it writes before it tidies up needs some room, too. */
function retentionSizeOf(size: string): string {
  return `${Math.floor(((quantityValue(size) ?? 0) * 0.85) / 1024 ** 2)}MiB`;
}

function volumeOf({ size, className }: NonNullable<MonitoringSettings['storage']>): VolumeClaim {
  return {
    volumeClaimTemplate: {
      spec: {
        accessModes: ['ReadWriteOnce'],
        ...(className === undefined ? {} : { storageClassName: className }),
        resources: { requests: { storage: size } },
      },
    },
  };
}
