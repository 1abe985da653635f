import type { Kustomization } from '../../manifests/manifest';
import { contentsOf } from './contents';
import { generatorsOf } from './generators';
import type { Generator } from './generators';

/** A generator whose behavior does not fit to what is there before it. */
export interface GeneratorClash {
  readonly generator: Generator;
  /** It creates what is there; otherwise it merges or replaces what is not. */
  readonly isThere: boolean;
}

/** Generators that kustomize refuses, because of what the resources and the generators above them make. */
export function generatorClashesOf(kustomization: Kustomization): readonly GeneratorClash[] {
  const generators = generatorsOf(kustomization);
  if (generators.length === 0) return [];
  const { resources, isComplete } = contentsOf(kustomization);
  const existing = new Set(
    resources.flatMap(({ kind, names, namespaces }) =>
      kind === 'ConfigMap' || kind === 'Secret'
        ? names.flatMap((name) => namespaces.map((namespace) => keyOf({ kind, name, namespace })))
        : [],
    ),
  );
  return generators.flatMap((generator): readonly GeneratorClash[] => {
    const isThere = existing.has(keyOf(generator));
    existing.add(keyOf(generator));
    if (generator.behavior === 'create') return isThere ? [{ generator, isThere }] : [];
    return isThere || !isComplete ? [] : [{ generator, isThere }];
  });
}

function keyOf({ kind, name, namespace }: Pick<Generator, 'kind' | 'name' | 'namespace'>): string {
  return JSON.stringify([kind, name, namespace]);
}
