import type { ChartName, OwnChart } from '../versions';
import type { ArgoCdValues } from './argo-cd';
import type { ArgoRolloutsValues } from './argo-rollouts';
import type { ExternalSecretsValues } from './external-secrets';
import type { KubePrometheusStackValues } from './kube-prometheus-stack';
import type { Linkerd2CniValues, LinkerdControlPlaneValues, LinkerdCrdsValues } from './linkerd';
import type { PrometheusOperatorCrdsValues } from './prometheus-operator-crds';

/**
 * The values of each chart that Slipway sets, with the types that the chart wants. Charts ignore a key that they do not
 * know, so a misspelt one must not compile. Those of add-ons are objects: `npm run test:charts` holds them against their charts.
 */
export interface ChartValues extends Record<ChartName | OwnChart, object> {
  readonly 'argo-cd': ArgoCdValues;
  readonly 'argo-rollouts': ArgoRolloutsValues;
  readonly 'external-secrets': ExternalSecretsValues;
  readonly 'envoy-gateway-kinds': Readonly<Record<string, never>>;
  readonly 'gateway-api': Readonly<Record<string, never>>;
  readonly 'kube-prometheus-stack': KubePrometheusStackValues;
  readonly 'linkerd-control-plane': LinkerdControlPlaneValues;
  readonly 'linkerd-crds': LinkerdCrdsValues;
  readonly 'linkerd2-cni': Linkerd2CniValues;
  readonly 'prometheus-operator-crds': PrometheusOperatorCrdsValues;
}
