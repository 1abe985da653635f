import * as pulumi from '@pulumi/pulumi';

import { ChartRelease } from '../charts';
import type { ChartSource } from '../charts';

/** Where the kinds of the Gateway API come from. */
export interface GatewayApiArgs {
  /** Where Helm notes the release. The kinds themselves have no namespace. */
  readonly namespace: pulumi.Input<string>;
  readonly charts: ChartSource;
}

/**
 * The kinds of the Gateway API, of its standard channel. The project publishes them as YAML only; as resources of Pulumi each of
 * them would be read at each preview, so they come as a chart of ours. Which Gateway there is, is somebody else's choice.
 */
export class GatewayApi extends pulumi.ComponentResource {
  constructor(name: string, { namespace, charts }: GatewayApiArgs, opts?: pulumi.ComponentResourceOptions) {
    super('platform:network:GatewayApi', name, {}, opts);
    new ChartRelease(
      `${name}-release`,
      { chart: 'gateway-api', source: charts, namespace, values: {} },
      // Removing the kinds would delete every route of the cluster. What Helm noted goes with the namespace: it would otherwise
      // refuse to install again what it believes to be there.
      { parent: this, retainOnDelete: true },
    );
    this.registerOutputs();
  }
}
