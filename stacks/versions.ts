/** Names of the charts that the platform installs, as they are published. */
export const chartNames = [
  'argo-cd',
  'argo-rollouts',
  'external-secrets',
  'kube-prometheus-stack',
  'prometheus-operator-crds',
] as const;
export type ChartName = (typeof chartNames)[number];

/** A chart as its makers publish it. */
export interface PublishedChart {
  /** Where Helm gets it. */
  readonly reference: string;
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
  'prometheus-operator-crds': {
    reference: 'oci://ghcr.io/prometheus-community/charts/prometheus-operator-crds',
    version: '31.0.1',
  },
};
