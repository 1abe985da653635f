import { addOnOfChart, addOns, isOfAddOn } from './add-ons';
import type { AddOnChartName } from './add-ons';
import type { PublishedChart } from './published-chart';

/** Names of the charts of what the tree needs, and of Argo CD. */
export const coreCharts = [
  'argo-cd',
  'argo-rollouts',
  'external-secrets',
  'kube-prometheus-stack',
  'linkerd-control-plane',
  'linkerd-crds',
  'linkerd2-cni',
  'prometheus-operator-crds',
] as const;
export type CoreChart = (typeof coreCharts)[number];

/** Names of the charts that the platform installs, as they are published. */
export type ChartName = CoreChart | AddOnChartName;
export const chartNames: readonly ChartName[] = [...coreCharts, ...addOns.map(({ chart }) => chart.name)];

const corePublished: Readonly<Record<CoreChart, PublishedChart>> = {
  'argo-cd': { reference: 'oci://ghcr.io/argoproj/argo-helm/argo-cd', version: '10.1.1' },
  'argo-rollouts': { reference: 'oci://ghcr.io/argoproj/argo-helm/argo-rollouts', version: '2.41.0' },
  'external-secrets': { reference: 'oci://ghcr.io/external-secrets/charts/external-secrets', version: '2.9.0' },
  'kube-prometheus-stack': {
    reference: 'oci://ghcr.io/prometheus-community/charts/kube-prometheus-stack',
    version: '88.5.3',
  },
  'linkerd-control-plane': {
    reference: 'linkerd-control-plane',
    repository: 'https://helm.linkerd.io/edge',
    version: '2026.8.3',
  },
  'linkerd-crds': { reference: 'linkerd-crds', repository: 'https://helm.linkerd.io/edge', version: '2026.8.3' },
  'linkerd2-cni': { reference: 'linkerd2-cni', repository: 'https://helm.linkerd.io/edge', version: '2026.8.3' },
  'prometheus-operator-crds': {
    reference: 'oci://ghcr.io/prometheus-community/charts/prometheus-operator-crds',
    version: '31.0.1',
  },
};

/**
 * Where a chart that the platform installs is published, and which version. Charts of add-ons say it themselves; a stack may say
 * otherwise with `slipway:versions`.
 */
export function publishedChart(name: ChartName): PublishedChart {
  return isOfAddOn(name) ? addOnOfChart[name].chart : corePublished[name];
}

/**
 * Charts of `stacks/charts/`, and which version of what they bring. `npm run own-charts` writes them.
 *
 * - `gateway-api`: its project publishes YAML only, and the chart that Envoy Gateway makes of it is above the 1 MiB that a release
 *   of Helm may have, whatever is switched off.
 * - `envoy-gateway-kinds`: the chart of Envoy Gateway brings them together with kinds of the experimental channel of the Gateway
 *   API, which the policy of the standard channel refuses.
 */
export const ownCharts = { 'gateway-api': '1.6.1', 'envoy-gateway-kinds': '1.8.3' } as const;
export type OwnChart = keyof typeof ownCharts;

/** Names of all charts. */
export const everyChart: readonly (ChartName | OwnChart)[] = [...chartNames, 'gateway-api', 'envoy-gateway-kinds'];

/** Whether a chart is one of `stacks/charts/`. */
export function isOwnChart(chart: ChartName | OwnChart): chart is OwnChart {
  return chart in ownCharts;
}

/** Images that no chart brings. */
export const images = {
  /** The version that the chart argo-cd installs: an export is read by the version that wrote it. */
  argocd: 'quay.io/argoproj/argocd:v3.4.4',
  awsCli: 'public.ecr.aws/aws-cli/aws-cli:2.27.50',
  /** Argo Rollouts' plugin for the Gateway API; the cluster tests build the same version. */
  gatewayApiPlugin: 'ghcr.io/argoproj-labs/rollouts-plugin-trafficrouter-gatewayapi:v0.15.0',
} as const;
