import type { ManifestObject } from '../manifests/manifest';
import { mappingAt, textAt, valueAt } from '../manifests/value-at';
import { weightsPlugin } from '../model/weights-plugin';

/** Names of the Services by which Argo Rollouts leads to single releases of a workload. */
export interface ReleaseServices {
  /** Those between which routes divide requests. @default - its pods do */
  readonly split?: { readonly stable: string; readonly canary: string };
  /** Those of blue and green. */
  readonly active?: string;
  readonly preview?: string;
}

/** The Services by which single releases of a workload are reached; nothing for what is no Rollout. */
export function releaseServicesOf({ kind, value }: Pick<ManifestObject, 'kind' | 'value'>): ReleaseServices {
  if (kind !== 'Rollout') return {};
  const { canary, blueGreen } = mappingAt(value, ['spec', 'strategy']);
  const active = textAt(blueGreen, ['activeService']);
  const preview = textAt(blueGreen, ['previewService']);
  const [stable, tried] = [textAt(canary, ['stableService']), textAt(canary, ['canaryService'])];
  const isByRoutes = valueAt(canary, ['trafficRouting', 'plugins', weightsPlugin]) !== undefined;
  return {
    ...(active === undefined ? {} : { active }),
    ...(preview === undefined ? {} : { preview }),
    ...(isByRoutes && stable !== undefined && tried !== undefined ? { split: { stable, canary: tried } } : {}),
  };
}
