import * as pulumi from '@pulumi/pulumi';

import { ChartRelease } from '../charts';
import type { ChartSource } from '../charts';
import { gatewayCrdsHelmValues } from '../values/gateway-crds-helm';

/** Where the kinds of the Gateway API come from. */
export interface GatewayApiArgs {
  readonly charts: ChartSource;
}

/**
 * The kinds of the Gateway API. The project publishes them as YAML only; as resources of Pulumi each of them would be read at each
 * preview, so they come as the chart that Envoy Gateway publishes of them.
 */
export class GatewayApi extends pulumi.ComponentResource {
  constructor(name: string, { charts }: GatewayApiArgs, opts?: pulumi.ComponentResourceOptions) {
    super('platform:network:GatewayApi', name, {}, opts);
    new ChartRelease(
      `${name}-release`,
      // Its objects have no namespace; what Helm notes of the release needs one that is always there.
      { chart: 'gateway-crds-helm', source: charts, namespace: 'kube-system', values: gatewayCrdsHelmValues() },
      // Removing the kinds would delete every route of the cluster.
      { parent: this, retainOnDelete: true },
    );
    this.registerOutputs();
  }
}
