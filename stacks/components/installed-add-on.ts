import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';

import type { PlannedAddOn } from '../add-ons/planned';
import { ChartRelease } from '../charts';
import type { ChartSource } from '../charts';
import type { placeSecret } from '../place-secret';
import { SecretFromStore } from '../secret-from-store';

/** An add-on, and where it is installed. */
export interface InstalledAddOnArgs {
  readonly planned: PlannedAddOn;
  /** Its namespace, which is there already. */
  readonly namespace: pulumi.Input<string>;
  readonly charts: ChartSource;
  /** Where the values of each of its Secrets are, by name; of those that somebody else keeps nothing. */
  readonly secrets: ReadonlyMap<string, ReturnType<typeof placeSecret>>;
}

/** An add-on of the platform: its Secrets, its chart, and then the objects whose kinds the chart brings. */
export class InstalledAddOn extends pulumi.ComponentResource {
  constructor(
    name: string,
    { planned, namespace, charts, secrets: places }: InstalledAddOnArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super('platform:add-ons:InstalledAddOn', name, {}, opts);
    const { addOn, values, objects = [], secrets = [] } = planned;
    const fromStore = secrets.flatMap((secret) => {
      const place = places.get(secret.name);
      if (place === undefined) return [];
      return new SecretFromStore(
        `${name}-secret-${secret.name}`,
        { secret: secret.name, keys: secret.keys, namespace, ...place },
        { parent: this },
      );
    });
    const kinds =
      addOn.kinds === undefined
        ? []
        : [
            new ChartRelease(
              `${name}-kinds`,
              { chart: addOn.kinds, source: charts, namespace, values: {} },
              // Removing the kinds would delete every object of them.
              { parent: this, retainOnDelete: true },
            ),
          ];
    const release = new ChartRelease(
      `${name}-release`,
      { chart: addOn.chart.name, source: charts, namespace, values },
      { parent: this, dependsOn: [...fromStore, ...kinds] },
    );
    for (const { apiVersion, kind, metadata, spec } of objects) {
      new k8s.apiextensions.CustomResource(
        `${name}-${kind.toLowerCase()}-${metadata.name}`,
        { apiVersion, kind, metadata, spec },
        { parent: this, dependsOn: release },
      );
    }
    this.registerOutputs();
  }
}
