import type { Kustomization, Path } from '../../manifests/manifest';
import { isMapping, listAt, valueAt } from '../../manifests/value-at';

/** A path or a URL that a kustomization names. */
export interface NamedPath {
  readonly text: string;
  /** Where it is named. */
  readonly path: Path;
  /** `resource`: manifests, or a folder with a kustomization; `component`: a folder with a component; `file`: nothing else. */
  readonly as: 'resource' | 'component' | 'file';
}

/** Fields with lists of paths. */
const lists: Readonly<Record<string, NamedPath['as']>> = {
  resources: 'resource',
  bases: 'resource',
  components: 'component',
  generators: 'resource',
  transformers: 'resource',
  validators: 'resource',
  crds: 'file',
  configurations: 'file',
  patchesStrategicMerge: 'file',
};

/** Fields with lists of mappings, and the keys of these that have paths: one, or a list. */
const keysByField: Readonly<Record<string, readonly string[]>> = {
  patches: ['path'],
  patchesJson6902: ['path'],
  replacements: ['path'],
  configMapGenerator: ['files', 'env', 'envs'],
  secretGenerator: ['files', 'env', 'envs'],
  helmCharts: ['valuesFile', 'additionalValuesFiles'],
};

const known = new WeakMap<Kustomization, readonly NamedPath[]>();

/** What a kustomization loads. What stands in the kustomization itself is no path. */
export function namedPathsOf(kustomization: Kustomization): readonly NamedPath[] {
  const named = known.get(kustomization) ?? readNamedPaths(kustomization);
  known.set(kustomization, named);
  return named;
}

function readNamedPaths({ value }: Kustomization): readonly NamedPath[] {
  const named: NamedPath[] = [];
  for (const [field, as] of Object.entries(lists)) {
    if (value[field] !== undefined) addTexts(value[field], [field], as, named);
  }
  for (const [field, keys] of Object.entries(keysByField)) {
    for (const [index, item] of listAt(value, [field]).entries()) {
      if (isMapping(item)) for (const key of keys) addTexts(item[key], [field, index, key], 'file', named);
    }
  }
  addTexts(valueAt(value, ['openapi', 'path']), ['openapi', 'path'], 'file', named);
  return named;
}

/** Resources of a kustomization, under their new name and the old one, in the order in which they are loaded. */
export function namedResourcesOf(kustomization: Kustomization): readonly NamedPath[] {
  return namedPathsOf(kustomization).filter(({ path }) => path[0] === 'resources' || path[0] === 'bases');
}

/** Components of a kustomization. */
export function namedComponentsOf(kustomization: Kustomization): readonly NamedPath[] {
  return namedPathsOf(kustomization).filter(({ as }) => as === 'component');
}

/** Adds the path, or the paths of a list. Patches and plugins may stand in the kustomization itself: they are none. */
function addTexts(value: unknown, path: Path, as: NamedPath['as'], named: NamedPath[]): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries())
      if (typeof item === 'string') addTexts(item, [...path, index], as, named);
  } else if (typeof value === 'string' && value !== '' && !value.includes('\n')) {
    // Generators write "key=file".
    const text = path.includes('files') ? value.slice(value.indexOf('=') + 1) : value;
    named.push({ text, path, as });
  }
}
