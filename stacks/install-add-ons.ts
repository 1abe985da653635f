import type * as pulumi from '@pulumi/pulumi';

import type { PlannedAddOn } from './add-ons/planned';
import type { ChartSource } from './charts';
import { InstalledAddOn } from './components/installed-add-on';
import type { Namespaces } from './components/namespaces';
import { placeSecret } from './place-secret';
import type { ServedEnvironment } from './served-environments';

/**
 * Installs what a cluster may have besides what the tree needs.
 *
 * @param first environment whose store has what belongs to the cluster
 */
export function installAddOns(
  addOns: readonly PlannedAddOn[],
  namespaces: Namespaces,
  charts: ChartSource,
  first: ServedEnvironment,
  opts: pulumi.ComponentResourceOptions,
): readonly InstalledAddOn[] {
  return addOns.map((planned) => {
    const { addOn, secrets = [] } = planned;
    return new InstalledAddOn(
      addOn.chart.name,
      {
        planned,
        namespace: namespaces.nameOf(addOn.namespace.name),
        charts,
        secrets: new Map(secrets.map(({ name, place }) => [name, placeSecret(place, first, name)])),
      },
      opts,
    );
  });
}
