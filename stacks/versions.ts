/** Names of the charts that the platform installs, as they are published. */
export const chartNames = [
  'argo-cd',
  'argo-rollouts',
  'external-secrets',
  'kube-prometheus-stack',
  'linkerd-control-plane',
  'linkerd-crds',
  'linkerd2-cni',
  'prometheus-operator-crds',
] as const;
export type ChartName = (typeof chartNames)[number];

/** Where a chart is published. */
export interface ChartPlace {
  /** Where Helm gets it, such as an OCI reference; or its name in a repository. */
  readonly reference: string;
  /** Repository of charts that are not in a registry. @default - the reference is complete */
  readonly repository?: string | undefined;
}

/** A chart as its makers publish it. */
export interface PublishedChart extends ChartPlace {
  readonly version: string;
}

/**
 * Every chart that the platform installs: where it is published, and which version. The only place that says so; a stack may
 * say otherwise with `slipway:versions`.
 */
export const publishedCharts: Readonly<Record<ChartName, PublishedChart>> = {
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
 * Charts of `stacks/charts/`, and which version of what they bring. `npm run own-charts` writes them.
 *
 * - `gateway-api`: its project publishes YAML only, and the chart that Envoy Gateway makes of it is above the 1 MiB that a release
 *   of Helm may have, whatever is switched off.
 */
export const ownCharts = { 'gateway-api': '1.6.1' } as const;
export type OwnChart = keyof typeof ownCharts;

/** Names of all charts. */
export const everyChart: readonly (ChartName | OwnChart)[] = [...chartNames, 'gateway-api'];

/** Whether a chart is one of `stacks/charts/`. */
export function isOwnChart(chart: ChartName | OwnChart): chart is OwnChart {
  return chart in ownCharts;
}

/** Images that no chart brings. */
export const images = {
  /** The version that the chart argo-cd installs: an export is read by the version that wrote it. */
  argocd: 'quay.io/argoproj/argocd:v3.4.4',
  awsCli: 'public.ecr.aws/aws-cli/aws-cli:2.27.50',
} as const;
