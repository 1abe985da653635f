import * as pulumi from '@pulumi/pulumi';

import type { Environment } from '../../src/model/environment';
import { ChartRelease } from '../charts';
import type { ChartSource } from '../charts';
import { hasRouteWeights } from '../served-environments';
import { argoRolloutsValues } from '../values/argo-rollouts';

/** Where Argo Rollouts is installed. */
export interface ArgoRolloutsArgs {
  readonly namespace: pulumi.Input<string>;
  readonly charts: ChartSource;
  /** Environments whose canaries it divides. */
  readonly environments: readonly Environment[];
}

/** The controller of canaries and of blue-green, and its kinds. */
export class ArgoRollouts extends pulumi.ComponentResource {
  constructor(
    name: string,
    { namespace, charts, environments }: ArgoRolloutsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super('platform:delivery:ArgoRollouts', name, {}, opts);
    new ChartRelease(
      `${name}-release`,
      { chart: 'argo-rollouts', source: charts, namespace, values: argoRolloutsValues(hasRouteWeights(environments)) },
      { parent: this },
    );
    this.registerOutputs();
  }
}
