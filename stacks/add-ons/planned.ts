import { addOns } from '.';
import type { AddOnChartName } from '.';
import type { AddOn, AddOnCluster, AddOnPlan } from './add-on';
import type { AddOnSettings } from './settings';

/** An add-on that a stack has, and what becomes of its settings. */
export interface PlannedAddOn extends AddOnPlan {
  readonly addOn: AddOn<AddOnChartName>;
}

const all: readonly PlannedAddOn['addOn'][] = addOns;

/** Add-ons of a stack, in the order of the list. @throws InputError when one cannot work with the others or the catalog */
export function plannedAddOns(settings: AddOnSettings, cluster: AddOnCluster): readonly PlannedAddOn[] {
  return all.flatMap((addOn) => {
    const own = settings[addOn.name];
    return own === undefined ? [] : [{ addOn, ...addOn.plan(own, cluster) }];
  });
}
