import { dirname, join, resolve } from 'node:path';

import { kustomizationFiles } from './object-of';
import { isMapping, listAt } from './value-at';

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
  /** What it loads from elsewhere: URLs, and folders of Git repositories. */
  readonly remote: readonly string[];
}

/** Fields that change nothing. `bases` is an old name of `resources`. */
const plainFields: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'resources', 'bases']);

const remoteResource = /^(?:https?:|ssh:|git@|git::|[a-z0-9.-]+\.[a-z]+[/:][^\s]*\/)/i;

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
  const listed = ['resources', 'bases', 'components'].flatMap((field) => listAt(value, [field]));
  const isComponent = value['kind'] === 'Component';
  return {
    file,
    folder,
    transforms: !isPlain || isComponent,
    isComponent,
    parts: textsIn({ ...value, apiVersion: '', kind: '' }).flatMap((text) => partsAt(folder, text, exists)),
    remote: listed.filter((text): text is string => typeof text === 'string' && isRemote(text, folder, exists)),
  };
}

/** Whether a text names something on the network, unless there is a file or folder of that name. */
export function looksRemote(text: string): boolean {
  return remoteResource.test(text);
}

function isRemote(text: string, folder: string, exists: (path: string) => boolean): boolean {
  return looksRemote(text) && partsAt(folder, text, exists).length === 0;
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
