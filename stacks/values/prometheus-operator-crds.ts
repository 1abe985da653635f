/** Values of the chart prometheus-operator-crds 31 that Slipway sets (prometheus-community, `values.yaml`). */
export interface PrometheusOperatorCrdsValues {
  readonly crds?: { readonly annotations?: Readonly<Record<string, string>> };
}

/** Values of the kinds of Prometheus' operator. */
export function prometheusOperatorCrdsValues(): PrometheusOperatorCrdsValues {
  // Without it, removing the release deletes every ServiceMonitor and every PrometheusRule of the cluster.
  return { crds: { annotations: { 'helm.sh/resource-policy': 'keep' } } };
}
