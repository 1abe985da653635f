import type { ManifestObject, Path } from '../../manifests/manifest';
import { isMapping, listAt, textAt, valueAt } from '../../manifests/value-at';
import type { Inventory } from '../inventory';

/** An analysis that a Rollout runs: which templates, with which arguments. */
export interface Analysis {
  readonly rollout: ManifestObject;
  readonly path: Path;
  readonly templates: readonly AnalysisTemplateReference[];
  /** Names of the arguments that it gives. */
  readonly args: readonly string[];
}

/** A template as an analysis names it. */
export interface AnalysisTemplateReference {
  readonly name: string;
  readonly isClusterWide: boolean;
  readonly path: Path;
}

/** Every analysis of the Rollouts of a unit. */
export function analysesOf(inventory: Inventory): readonly Analysis[] {
  return inventory.ofKind('Rollout', 'argoproj.io').flatMap((rollout) => {
    const strategy: Path = ['spec', 'strategy'];
    const steps = listAt(rollout.value, [...strategy, 'canary', 'steps']).map((_, index) => [
      ...strategy,
      'canary',
      'steps',
      index,
      'analysis',
    ]);
    const places: readonly Path[] = [
      [...strategy, 'blueGreen', 'prePromotionAnalysis'],
      [...strategy, 'blueGreen', 'postPromotionAnalysis'],
      [...strategy, 'canary', 'analysis'],
      ...steps,
    ];
    return places.flatMap((path) => analysisAt(rollout, path));
  });
}

/** The template that an analysis names, when it is among the objects. */
export function analysisTemplateOf(
  inventory: Inventory,
  rollout: ManifestObject,
  { name, isClusterWide }: AnalysisTemplateReference,
): ManifestObject | undefined {
  return isClusterWide
    ? inventory.find('ClusterAnalysisTemplate', undefined, name)
    : inventory.find('AnalysisTemplate', rollout.namespace, name);
}

function analysisAt(rollout: ManifestObject, path: Path): readonly Analysis[] {
  const value = valueAt(rollout.value, path);
  if (!isMapping(value)) return [];
  const templates = listAt(value, ['templates']).flatMap((template, index) => {
    const name = textAt(template, ['templateName']);
    if (name === undefined) return [];
    const isClusterWide = valueAt(template, ['clusterScope']) === true;
    return [{ name, isClusterWide, path: [...path, 'templates', index, 'templateName'] }];
  });
  const args = listAt(value, ['args']).flatMap((arg) => textAt(arg, ['name']) ?? []);
  return [{ rollout, path, templates, args }];
}
