import { parse } from 'yaml';
import * as z from 'zod';

import type { ServiceMonitorSpec } from '../../../imports/prometheus-operator';
import { argocdServiceMonitors } from '../../../stacks/monitoring/argocd-components';
import { alertmanagerConfigOf } from '../../../stacks/monitoring/alertmanager-config';
import { ArgoCdSettings } from '../../../stacks/settings/argocd';
import { MonitoringSettings } from '../../../stacks/settings/monitoring';
import { argoCdValues } from '../../../stacks/values/argo-cd';
import { kubePrometheusStackValues } from '../../../stacks/values/kube-prometheus-stack';
import { prometheusOperatorCrdsValues } from '../../../stacks/values/prometheus-operator-crds';
import { RealChart } from '../real-chart';
import type { Rendered } from '../real-chart';

const Service = z.object({
  metadata: z.object({ name: z.string(), labels: z.record(z.string(), z.string()) }),
  spec: z.object({ ports: z.array(z.object({ name: z.string().optional() })) }),
});

const url = 'https://argocd.example.com';
const dex = { kind: 'dex', connectors: [{ type: 'github', id: 'github', name: 'GitHub', config: {} }] };

const argocd = RealChart.find('argo-cd');
const withArgoCd = argocd === undefined ? describe.skip : describe;

withArgoCd('the real chart argo-cd, which is skipped where it or helm is missing', () => {
  const always = [
    'argocd-application-controller',
    'argocd-applicationset-controller',
    'argocd-notifications-controller',
    'argocd-repo-server',
    'argocd-server',
  ];

  test.each([
    ['one of each', {}, ['argocd-redis']],
    ['two of each', { highlyAvailable: true, nodes: 3 }, ['argocd-redis-ha', 'argocd-redis-ha-haproxy']],
    ['Dex', { signIn: dex }, ['argocd-dex-server', 'argocd-redis']],
  ])('with %s, each ServiceMonitor finds the one Service that has its metrics', (_, settings, others) => {
    const values = argoCdValues({ settings: ArgoCdSettings.parse({ url, ...settings }), hasMetrics: true });
    const services = (argocd?.render('argocd', values) ?? [])
      .filter(({ kind }) => kind === 'Service')
      .map((service) => Service.parse(service));

    const found = argocdServiceMonitors('monitoring', 'argocd').flatMap(({ metadata, spec }) =>
      services.filter((service) => isSelected(service, spec)).map(() => metadata.name),
    );

    expect(new Set(found)).toEqual(new Set([...always, ...others]));
    expect(found).toHaveLength(always.length + others.length);
  });
});

function isSelected({ metadata, spec }: z.infer<typeof Service>, monitor: ServiceMonitorSpec): boolean {
  const labels = Object.entries(monitor.selector.matchLabels ?? {});
  return (
    labels.every(([key, value]) => metadata.labels[key] === value) &&
    spec.ports.some(({ name }) => monitor.endpoints.some(({ port }) => port === name))
  );
}

const crds = RealChart.find('prometheus-operator-crds');
const withCrds = crds === undefined ? describe.skip : describe;

withCrds('the real chart prometheus-operator-crds, which is skipped where it or helm is missing', () => {
  test('keeps the kinds when it is removed', () => {
    // All ten of them are 4 MB of YAML; one is as good.
    const others =
      'alertmanagerconfigs alertmanagers podmonitors prometheusagents prometheuses prometheusrules scrapeconfigs servicemonitors thanosrulers';
    const off = Object.fromEntries(others.split(' ').map((name) => [name, { enabled: false }]));
    const made = crds?.render('monitoring', { crds: { ...prometheusOperatorCrdsValues().crds, ...off } });

    expect(made).toHaveLength(1);
    expect(made?.[0]).toHaveProperty(['metadata', 'annotations', 'helm.sh/resource-policy'], 'keep');
  });
});

const stack = RealChart.find('kube-prometheus-stack');
const withStack = stack === undefined ? describe.skip : describe;

withStack('the real chart kube-prometheus-stack, which is skipped where it or helm is missing', () => {
  const alerting = alertmanagerConfigOf({
    channels: ['slack'],
    teams: { shop: { owners: ['@shop'], slack: 'shop' } },
    owners: ['shop'],
    email: undefined,
  });
  const settings = MonitoringSettings.parse({ retention: '30d', storage: { size: '50Gi' }, replicas: 2 });
  const objects = stack?.render('monitoring', kubePrometheusStackValues(settings, alerting)) ?? [];
  const the = (kind: string, name?: string): Rendered => {
    const found = objects.filter((one) => one.kind === kind && (name === undefined || one.metadata.name === name));
    if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} ${kind} ${name ?? ''}`);
    return found[0];
  };

  test('Prometheus measures what anybody asks it to, and keeps it', () => {
    expect(the('Prometheus').spec).toMatchObject({
      replicas: 2,
      retention: '30d',
      podMonitorSelector: {},
      probeSelector: {},
      ruleSelector: {},
      scrapeConfigSelector: {},
      serviceMonitorSelector: {},
      resources: { limits: { memory: '4Gi' } },
      storage: { volumeClaimTemplate: { spec: { resources: { requests: { storage: '50Gi' } } } } },
    });
  });

  test('Alertmanager has our routes, and the keys as files', () => {
    const spec = the('Alertmanager').spec;
    const secret = the('Secret', 'alertmanager-kube-prometheus-stack-alertmanager');
    const config = parse(Buffer.from(secret.data?.['alertmanager.yaml'] ?? '', 'base64').toString());

    expect(spec).toMatchObject({ replicas: 2, secrets: ['alertmanager-receivers'] });
    expect(config).toMatchObject({ route: alerting.route, receivers: alerting.receivers });
  });

  test('Grafana makes up no password, and finds dashboards in every namespace', () => {
    const grafana = JSON.stringify(the('Deployment', 'kube-prometheus-stack-grafana').spec);

    expect(grafana).toContain('"secretKeyRef":{"name":"grafana-admin","key":"admin-password"}');
    expect(grafana).toContain('{"name":"LABEL","value":"grafana_dashboard"},{"name":"LABEL_VALUE","value":"1"}');
    expect(grafana).toContain('{"name":"NAMESPACE","value":"ALL"}');
    expect(objects.filter(({ kind }) => kind === 'Secret').map(({ metadata }) => metadata.name)).toEqual([
      'alertmanager-kube-prometheus-stack-alertmanager',
    ]);
  });

  test('every container says what it needs', () => {
    const templates = objects.filter(({ kind }) => /^(Deployment|DaemonSet)$/.test(kind));
    const idle = templates.flatMap(({ metadata, spec }) =>
      [...JSON.stringify(spec).matchAll(/"resources":\{\}/g)].map(() => metadata.name),
    );

    expect(templates.length).toBeGreaterThanOrEqual(4);
    expect(idle).toEqual([]);
  });

  test('what a managed cluster hides is not missed', () => {
    const monitors = objects.filter(({ kind }) => kind === 'ServiceMonitor').map(({ metadata }) => metadata.name);

    expect(monitors.filter((name) => /etcd|scheduler|controller-manager|proxy/.test(name))).toEqual([]);
    expect(monitors).toContain('kube-prometheus-stack-kubelet');
  });
});
