import type { Kustomization, Path } from '../../manifests/manifest';
import { isMapping, listAt, textAt } from '../../manifests/value-at';
import type { Mapping } from '../../manifests/value-at';

/** An entry of `configMapGenerator` or `secretGenerator`. */
export interface Generator {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly namespace: string;
  /** What becomes of an object that is there already; without one, or with another word, `create` refuses it. */
  readonly behavior: 'create' | 'merge' | 'replace';
  readonly value: Mapping;
  readonly path: Path;
}

const kinds = { configMapGenerator: 'ConfigMap', secretGenerator: 'Secret' } as const;

/** Generators in the order in which they run; those without a name are left out. */
export function generatorsOf({ value }: Kustomization): readonly Generator[] {
  return (['configMapGenerator', 'secretGenerator'] as const).flatMap((field) =>
    listAt(value, [field]).flatMap((item, index) => {
      const name = textAt(item, ['name']);
      if (!isMapping(item) || name === undefined) return [];
      const said = textAt(item, ['behavior']);
      const behavior = said === 'merge' || said === 'replace' ? said : 'create';
      const namespace = textAt(item, ['namespace']) ?? 'default';
      return [{ kind: kinds[field], name, namespace, behavior, value: item, path: [field, index] }];
    }),
  );
}
