import * as pulumi from '@pulumi/pulumi';

import { ChartRelease } from '../charts';
import type { ChartSource } from '../charts';
import { argoRolloutsValues } from '../values/argo-rollouts';

/** Where Argo Rollouts is installed. */
export interface ArgoRolloutsArgs {
  readonly namespace: pulumi.Input<string>;
  readonly charts: ChartSource;
}

/** The controller of canaries and of blue-green, and its kinds. */
export class ArgoRollouts extends pulumi.ComponentResource {
  constructor(name: string, { namespace, charts }: ArgoRolloutsArgs, opts?: pulumi.ComponentResourceOptions) {
    super('platform:delivery:ArgoRollouts', name, {}, opts);
    new ChartRelease(
      `${name}-release`,
      { chart: 'argo-rollouts', source: charts, namespace, values: argoRolloutsValues() },
      { parent: this },
    );
    this.registerOutputs();
  }
}
