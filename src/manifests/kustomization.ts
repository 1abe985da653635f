import { dirname, join, resolve } from 'node:path';

import { looksFetched } from './looks-fetched';
import { kustomizationFiles } from './object-of';
import { isMapping } from './value-at';

/** A kustomization of the tree: what it is made of, and whether it changes it. */
export interface KustomizationNode {
  readonly file: string;
  readonly folder: string;
  /** Whether it does more than to list files and folders. */
  readonly transforms: boolean;
  /** Whether it is a part of other kustomizations only. */
  readonly isComponent: boolean;
  /** Absolute paths of the files that it names, and of the kustomizations of the folders that it names. */
  readonly parts: readonly string[];
  /** Those of them that change objects and are none, although a patch looks like one. */
  readonly patches: readonly string[];
}

/** Fields that change nothing. `bases` is an old name of `resources`. */
const plainFields: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'resources', 'bases']);

const patchFields: readonly string[] = ['patches', 'patchesStrategicMerge', 'patchesJson6902'];

/** A host and a path, which old versions fetched. */
const hostAndPath = /^[a-z0-9.-]+\.[a-z]+[/:]\S*\//i;

/**
 * Says what a kustomization is made of.
 *
 * @param exists tells whether there is a file at a path
 */
export function kustomizationNode(
  file: string,
  value: Readonly<Record<string, unknown>>,
  exists: (path: string) => boolean,
): KustomizationNode {
  const folder = dirname(file);
  const isPlain = Object.keys(value).every((field) => plainFields.has(field) || isEmpty(value[field]));
  const isComponent = value['kind'] === 'Component';
  return {
    file,
    folder,
    transforms: !isPlain || isComponent,
    isComponent,
    parts: textsIn({ ...value, apiVersion: '', kind: '' }).flatMap((text) => partsAt(folder, text, exists)),
    patches: patchFields.flatMap((field) => textsIn(value[field]).flatMap((text) => partsAt(folder, text, exists))),
  };
}

/** Whether a text names something on the network; it may be a host only where there is no folder of that name. */
export function looksRemote(text: string): boolean {
  return looksFetched(text) || hostAndPath.test(text);
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  return Array.isArray(value) ? value.length === 0 : isMapping(value) && Object.keys(value).length === 0;
}

/**
 * Any text may name a file: of resources, patches, generators, replacements, values of charts. Looking at all of them needs
 * no list of fields, and a text that names no file does no harm.
 */
function textsIn(value: unknown, depth = 0): readonly string[] {
  if (typeof value === 'string') return value.length < 1000 && !value.includes('\n') ? [value] : [];
  if (typeof value !== 'object' || value === null || depth > 6) return [];
  return Object.values(value).flatMap((item: unknown) => textsIn(item, depth + 1));
}

function partsAt(folder: string, text: string, exists: (path: string) => boolean): readonly string[] {
  // Generators write "key=file".
  return [text, text.slice(text.indexOf('=') + 1)].slice(0, text.includes('=') ? 2 : 1).flatMap((name) => {
    const path = resolve(folder, name);
    if (exists(path)) return [path];
    return kustomizationFiles
      .map((file) => join(path, file))
      .filter((file) => exists(file))
      .slice(0, 1);
  });
}
