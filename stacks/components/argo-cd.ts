import * as pulumi from '@pulumi/pulumi';

import { ChartRelease } from '../charts';
import type { ChartSource } from '../charts';
import { argoCdValues } from '../values/argo-cd';

/** How Argo CD is installed. */
export interface ArgoCdArgs {
  /** Its namespace, which is there already. */
  readonly namespace: pulumi.Input<string>;
  readonly charts: ChartSource;
}

/** Argo CD of one cluster. */
export class ArgoCd extends pulumi.ComponentResource {
  constructor(name: string, { namespace, charts }: ArgoCdArgs, opts?: pulumi.ComponentResourceOptions) {
    super('platform:delivery:ArgoCd', name, {}, opts);
    new ChartRelease(
      `${name}-release`,
      { chart: 'argo-cd', source: charts, namespace, values: argoCdValues() },
      { parent: this },
    );
    this.registerOutputs();
  }
}
