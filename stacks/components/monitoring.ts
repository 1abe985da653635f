import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';

import { ChartRelease } from '../charts';
import type { ChartSource } from '../charts';
import { receiverKeysOf, receiversSecret } from '../monitoring/alertmanager-config';
import type { AlertmanagerConfig } from '../monitoring/alertmanager-config';
import type { PlatformObjects } from '../monitoring/platform-objects';
import type { placeSecret } from '../place-secret';
import { SecretFromStore } from '../secret-from-store';
import { grafanaSignInSecret } from '../settings/grafana';
import type { MonitoringSettings } from '../settings/monitoring';
import { grafanaSecret, kubePrometheusStackValues } from '../values/kube-prometheus-stack';
import { prometheusOperatorCrdsValues } from '../values/prometheus-operator-crds';

/** What measures a cluster. */
export interface MonitoringArgs {
  readonly settings: MonitoringSettings;
  /** Its namespace, which is there already. */
  readonly namespace: pulumi.Input<string>;
  readonly charts: ChartSource;
  /** Who hears of which alert. */
  readonly alerting: AlertmanagerConfig;
  readonly objects: PlatformObjects;
  /** Where the Secret of Grafana's administrator comes from. @default - it is there already */
  readonly grafanaSecret: ReturnType<typeof placeSecret>;
  /** Where the Secret with which Grafana signs people in comes from. @default - nobody signs in, or it is there already */
  readonly signInSecret: ReturnType<typeof placeSecret>;
  /** Where the Secret of the receivers comes from. @default - it is there already */
  readonly alertmanagerSecret: ReturnType<typeof placeSecret>;
}

/** Prometheus, Alertmanager and Grafana, the kinds that they bring, and what the platform itself has measured. */
export class Monitoring extends pulumi.ComponentResource {
  constructor(name: string, args: MonitoringArgs, opts?: pulumi.ComponentResourceOptions) {
    super('platform:monitoring:Monitoring', name, {}, opts);
    const { settings, namespace, charts, alerting } = args;
    const parent = { parent: this };
    const crds = new ChartRelease(
      `${name}-crds`,
      { chart: 'prometheus-operator-crds', source: charts, namespace, values: prometheusOperatorCrdsValues() },
      parent,
    );
    const secrets = [
      ...this.secret(`${name}-grafana-admin`, args.grafanaSecret, {
        secret: grafanaSecret.name,
        namespace,
        keys: [grafanaSecret.passwordKey, grafanaSecret.userKey],
      }),
      ...this.secret(`${name}-grafana-sign-in`, args.signInSecret, {
        secret: grafanaSignInSecret,
        namespace,
        keys: ['clientSecret'],
      }),
      ...this.secret(`${name}-receivers`, args.alertmanagerSecret, {
        secret: receiversSecret,
        namespace,
        keys: receiverKeysOf(alerting),
      }),
    ];
    const release = new ChartRelease(
      `${name}-release`,
      {
        chart: 'kube-prometheus-stack',
        source: charts,
        namespace,
        values: kubePrometheusStackValues(settings, alerting),
      },
      { ...parent, dependsOn: [crds, ...secrets] },
    );
    // The operator refuses a rule that it cannot read, and answers once it runs.
    const measured = { ...parent, dependsOn: release };
    for (const { apiVersion, kind, metadata, spec } of [...args.objects.monitors, ...args.objects.rules]) {
      new k8s.apiextensions.CustomResource(
        `${name}-${kind === 'PrometheusRule' ? 'rule' : 'monitor'}-${metadata.name}`,
        { apiVersion, kind, metadata: { name: metadata.name, namespace }, spec },
        measured,
      );
    }
    for (const { name: configMap, labels, data } of args.objects.dashboards) {
      new k8s.core.v1.ConfigMap(
        `${name}-${configMap}`,
        { metadata: { name: configMap, namespace, labels }, data },
        parent,
      );
    }
    this.registerOutputs();
  }

  private secret(
    name: string,
    place: ReturnType<typeof placeSecret>,
    wanted: { readonly secret: string; readonly namespace: pulumi.Input<string>; readonly keys: readonly string[] },
  ): readonly SecretFromStore[] {
    if (place === undefined || wanted.keys.length === 0) return [];
    return [new SecretFromStore(name, { ...wanted, ...place }, { parent: this })];
  }
}
