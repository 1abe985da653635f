import { linearPattern, type LinearPattern } from '../linear-pattern';
import type { Kustomization, ManifestObject, Path } from '../../manifests/manifest';
import { readManifestText } from '../../manifests/read-text';
import { isMapping, listAt, textAt } from '../../manifests/value-at';
import type { KustomizedObject } from './contents';
import { labelSelector } from './label-selector';

/** What a patch is for. */
export interface PatchTarget {
  /** Where it is said. */
  readonly path: Path;
  /** In words: `Deployment "web"`. */
  readonly shown: string;
  /** What an object must have; one that has all of it is patched. */
  readonly conditions: readonly PatchCondition[];
  /** Old JSON patches come after prefixes, namespace and labels of their kustomization, all others before. */
  readonly isAfterChanges: boolean;
}

/** One thing that the target of a patch says of objects. */
export interface PatchCondition {
  readonly field: 'group' | 'version' | 'kind' | 'name' | 'namespace' | 'labelSelector' | 'annotationSelector';
  readonly wanted: string;
  readonly holds: (object: KustomizedObject) => boolean;
}

/** Whether a patch is for an object. */
export function isPatched(object: KustomizedObject, { conditions }: PatchTarget): boolean {
  return conditions.every(({ holds }) => holds(object));
}

/** Targets of all patches that can be read: an entry with several documents has several. */
export function patchTargetsOf(kustomization: Kustomization): readonly PatchTarget[] {
  const { value } = kustomization;
  const merges = listAt(value, ['patchesStrategicMerge']).flatMap((text, index) =>
    typeof text === 'string' ? mergeTargets(kustomization, text, ['patchesStrategicMerge', index]) : [],
  );
  const patches = listAt(value, ['patches']).flatMap((patch, index) => {
    const path = ['patches', index];
    if (isMapping(patch) && isMapping(patch['target'])) return [selectorTarget(patch['target'], [...path, 'target'])];
    const text = textAt(patch, ['path']) ?? textAt(patch, ['patch']);
    return text === undefined ? [] : mergeTargets(kustomization, text, path);
  });
  const json = listAt(value, ['patchesJson6902']).flatMap((patch, index) =>
    isMapping(patch) && isMapping(patch['target'])
      ? [{ ...selectorTarget(patch['target'], ['patchesJson6902', index, 'target']), isAfterChanges: true }]
      : [],
  );
  return [...merges, ...patches, ...json];
}

/** A patch that looks like an object is for the object of its name. */
function mergeTargets(kustomization: Kustomization, text: string, path: Path): readonly PatchTarget[] {
  return patchObjects(kustomization, text).map(({ group, kind, name }) => ({
    path,
    shown: `${kind} "${name}"`,
    isAfterChanges: false,
    conditions: [
      { field: 'group', wanted: group, holds: (object) => object.group === group },
      { field: 'kind', wanted: kind, holds: (object) => object.kind === kind },
      { field: 'name', wanted: name, holds: ({ names }) => names.includes(name) },
    ],
  }));
}

/** Objects of a patch: of the text, or of the file that it names. None when it is a JSON patch, or cannot be read. */
function patchObjects({ partAt, file }: Kustomization, text: string): readonly ManifestObject[] {
  if (text.includes('\n') || text.trimStart().startsWith('{')) return readManifestText(text, file).objects;
  const part = partAt?.(text);
  return part?.type === 'file' ? part.objects : [];
}

const fields = ['group', 'version', 'kind', 'name', 'namespace'] as const;
const selectors = { labelSelector: 'labels', annotationSelector: 'annotations' } as const;

function selectorTarget(target: Readonly<Record<string, unknown>>, path: Path): PatchTarget {
  const said = (field: PatchCondition['field']): string => textAt(target, [field]) ?? '';
  const conditions = [
    ...fields.filter((field) => said(field) !== '').map((field) => fieldCondition(field, said(field))),
    ...(['labelSelector', 'annotationSelector'] as const)
      .filter((field) => said(field) !== '')
      .map((field) => selectorCondition(field, said(field))),
  ];
  const shown = conditions.map(({ field, wanted }) => `${field} ${wanted}`).join(', ');
  return { path, shown, conditions, isAfterChanges: false };
}

function fieldCondition(field: (typeof fields)[number], wanted: string): PatchCondition {
  const pattern = patternOf(wanted);
  return { field, wanted, holds: (object) => valuesOf(object, field).some((one) => pattern.test(one)) };
}

/** A selector that is none is for kustomize to refuse. */
function selectorCondition(field: keyof typeof selectors, wanted: string): PatchCondition {
  const selector = labelSelector(wanted);
  return { field, wanted, holds: (object) => selector?.(object.labelsIn(selectors[field])) ?? true };
}

/** Kustomize wants the whole value to match. A pattern that is none is for kustomize to refuse. */
function patternOf(text: string): LinearPattern {
  return linearPattern(`^(?:${text})$`) ?? { test: () => true };
}

/** What an object has where the target of a patch says something. */
export function valuesOf(object: KustomizedObject, field: (typeof fields)[number]): readonly string[] {
  switch (field) {
    case 'name':
      return object.names;
    case 'namespace':
      return object.namespaces;
    default:
      return [object[field]];
  }
}
