import { linearPattern, type LinearPattern } from '../linear-pattern';
import type { Kustomization, ManifestObject, Path } from '../../manifests/manifest';
import { readManifestText } from '../../manifests/read-text';
import { isMapping, listAt, textAt } from '../../manifests/value-at';
import type { KustomizedObject } from './contents';

/** What a patch is for. */
export interface PatchTarget {
  /** Where it is said. */
  readonly path: Path;
  /** In words: `Deployment "web"`. */
  readonly shown: string;
  /** Name, if it is one and no pattern. */
  readonly name?: string;
  readonly kind?: string;
  readonly matches: (object: KustomizedObject) => boolean;
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
      ? [selectorTarget(patch['target'], ['patchesJson6902', index, 'target'])]
      : [],
  );
  return [...merges, ...patches, ...json];
}

/** A patch that looks like an object is for the object of its name. */
function mergeTargets(kustomization: Kustomization, text: string, path: Path): readonly PatchTarget[] {
  return patchObjects(kustomization, text).map(({ group, kind, name }) => ({
    path,
    shown: `${kind} "${name}"`,
    name,
    kind,
    matches: (object) => object.group === group && object.kind === kind && object.names.includes(name),
  }));
}

/** Objects of a patch: of the text, or of the file that it names. None when it is a JSON patch, or cannot be read. */
function patchObjects({ partAt, file }: Kustomization, text: string): readonly ManifestObject[] {
  if (text.includes('\n') || text.trimStart().startsWith('{')) return readManifestText(text, file).objects;
  const part = partAt?.(text);
  return part?.type === 'file' ? part.objects : [];
}

const fields = ['group', 'version', 'kind', 'name', 'namespace'] as const;

function selectorTarget(target: Readonly<Record<string, unknown>>, path: Path): PatchTarget {
  const patterns = fields.flatMap((field) => {
    const text = textAt(target, [field]);
    return text === undefined || text === '' ? [] : [{ field, pattern: patternOf(text) }];
  });
  // Labels may come from anywhere; then only the rest is asked.
  const name = textAt(target, ['name']);
  const kind = textAt(target, ['kind']);
  return {
    path,
    shown: fields
      .flatMap((field) => (textAt(target, [field]) === undefined ? [] : [`${field} ${textAt(target, [field]) ?? ''}`]))
      .join(', '),
    ...(name === undefined ? {} : { name }),
    ...(kind === undefined ? {} : { kind }),
    matches: (object) =>
      patterns.every(({ field, pattern }) => valuesOf(object, field).some((one) => pattern.test(one))),
  };
}

/** Kustomize wants the whole value to match. A pattern that is none is for kustomize to refuse. */
function patternOf(text: string): LinearPattern {
  return linearPattern(`^(?:${text})$`) ?? { test: () => true };
}

function valuesOf(object: KustomizedObject, field: (typeof fields)[number]): readonly string[] {
  switch (field) {
    case 'name':
      return object.names;
    case 'namespace':
      return object.namespaces;
    default:
      return [object[field]];
  }
}
