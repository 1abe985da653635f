import { posix } from 'node:path';

import { groupOfApi } from './api-group';
import { isObjectForProgram } from './for-programs';
import type {
  Kustomization,
  Locate,
  ManifestObject,
  Path,
  RepeatedKey,
  UnreadableManifest,
  WrittenAt,
} from './manifest';
import type { Mapping } from './value-at';
import { isWhollyEncrypted } from './sops';
import { isMapping, textAt, valueAt } from './value-at';

/** What a document turns out to be: objects, a kustomization, or what is wrong with it. */
export interface Recognized {
  readonly objects: ManifestObject[];
  readonly kustomizations: Kustomization[];
  readonly unreadable: UnreadableManifest[];
  /** Why a document is no object, although it looks like one; of several the last. */
  skipped?: string;
}

/** Names of the file that the `kustomize` program looks for in a folder. */
export const kustomizationFiles: readonly string[] = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/**
 * Adds what a document is to `recognized`. A list of objects (`kind: List`) adds its items, whose paths lead into the list.
 * Nothing is added for the files of other programs, such as `values.yaml`.
 */
export function recognize(
  value: unknown,
  file: string,
  locate: Locate,
  recognized: Recognized,
  writtenAt?: WrittenAt,
): void {
  if (!isMapping(value)) return;
  if (recognizeKustomization(value, file, locate, [], recognized)) return;
  if (isNothingButKind(value)) {
    recognized.skipped = `it has nothing but "kind: ${textAt(value, ['kind'])}": an object has an apiVersion and metadata, too`;
    return;
  }
  if (!looksLikeManifest(value)) return;
  const items: unknown = value['items'];
  if (Array.isArray(items) && textAt(value, ['kind'])?.endsWith('List')) {
    items.forEach((item: unknown, index) => recognizeItem(item, index, file, locate, recognized, writtenAt));
    return;
  }
  if (isWhollyEncrypted(value)) {
    recognized.skipped = 'SOPS has encrypted all of it, also what it is: an encrypted_regex leaves that readable';
    return;
  }
  if (isObjectForProgram(value)) {
    recognized.skipped = `it is for a program: ${textAt(value, ['kind'])} of ${textAt(value, ['apiVersion'])} has no metadata`;
    return;
  }
  const problem = problemOf(value);
  if (problem === undefined) recognized.objects.push(objectOf(value, file, locate, writtenAt));
  else recognized.unreadable.push({ file, ...placeOf(locate, problem.path), ...problem.said });
}

/** Adds what a document is to `recognized`, if it is a kustomization. It may have keys twice, which others may not. */
export function recognizeKustomization(
  value: unknown,
  file: string,
  locate: Locate,
  repeatedKeys: readonly RepeatedKey[],
  recognized: Pick<Recognized, 'kustomizations'>,
): boolean {
  if (!isMapping(value) || !isKustomization(value, file)) return false;
  recognized.kustomizations.push({ file, value, locate, repeatedKeys });
  return true;
}

/**
 * Whether a document wants to be an object. `apiVersion` or `kind` alone are words of other programs, too: the index of a
 * chart repository, data sources of Grafana, pipelines of CI.
 */
export function looksLikeManifest(value: unknown): boolean {
  if (!isMapping(value)) return false;
  const words = ['apiVersion', 'kind'].filter((word) => word in value).length;
  return words === 2 || (words === 1 && ('metadata' in value || 'spec' in value));
}

/** Whether somebody has begun an object: files of other programs say more than that, and in lower case. */
function isNothingButKind(value: Mapping): boolean {
  return Object.keys(value).length === 1 && /^[A-Z][A-Za-z]*$/.test(textAt(value, ['kind']) ?? '');
}

/** Whether the `kustomize` program looks for a file of this name. */
export function isKustomizationFile(file: string): boolean {
  return kustomizationFiles.includes(posix.basename(file));
}

/** A Kustomization of Flux is an object of the cluster, one of the program is not. */
function isKustomization(value: Mapping, file: string): boolean {
  if (isKustomizationFile(file)) return true;
  const isOfProgram = textAt(value, ['apiVersion'])?.startsWith('kustomize.config.k8s.io/') ?? false;
  return isOfProgram && ['Kustomization', 'Component'].includes(textAt(value, ['kind']) ?? '');
}

function recognizeItem(
  item: unknown,
  index: number,
  file: string,
  locate: Locate,
  recognized: Recognized,
  writtenAt?: WrittenAt,
): void {
  const above = ['items', index];
  const inItem: Locate = (path, where) => locate([...above, ...path], where);
  if (looksLikeManifest(item)) {
    recognize(item, file, inItem, recognized, writtenAt && ((path) => writtenAt([...above, ...path])));
    return;
  }
  const message = `item ${index} of the list has no "kind"`;
  recognized.unreadable.push({ file, ...placeOf(inItem, []), message, hint: 'write its apiVersion and kind' });
}

function objectOf(value: Mapping, file: string, locate: Locate, writtenAt?: WrittenAt): ManifestObject {
  const apiVersion = textAt(value, ['apiVersion']) ?? '';
  return {
    apiVersion,
    group: groupOfApi(apiVersion),
    kind: textAt(value, ['kind']) ?? '',
    name: textAt(value, ['metadata', 'name']) ?? textAt(value, ['metadata', 'generateName']) ?? '',
    namespace: textAt(value, ['metadata', 'namespace']),
    value,
    file,
    locate,
    ...(writtenAt !== undefined && { writtenAt }),
  };
}

interface Problem {
  readonly path: Path;
  readonly said: { readonly message: string; readonly hint: string };
}

function problemOf(value: Mapping): Problem | undefined {
  const missing = problemOfText(value, ['kind']) ?? problemOfText(value, ['apiVersion']);
  if (missing !== undefined) return missing;
  const path = ['metadata', valueAt(value, ['metadata', 'name']) === undefined ? 'generateName' : 'name'];
  if (valueAt(value, path) !== undefined) return problemOfText(value, path);
  const message = `the ${textAt(value, ['kind'])} has neither "metadata.name" nor "metadata.generateName"`;
  return { path: ['metadata'], said: { message, hint: 'give it a name' } };
}

function problemOfText(value: Mapping, path: Path): Problem | undefined {
  const name = path.join('.');
  const found = valueAt(value, path);
  if (found === undefined) {
    const hint = `write "${name}: ..."; a file of another program has neither "apiVersion" nor "kind"`;
    return { path: [], said: { message: `the document has no "${name}"`, hint } };
  }
  if (typeof found === 'string' && found !== '') return undefined;
  const what = typeof found === 'object' && found !== null ? 'a list or a mapping' : JSON.stringify(found);
  return {
    path,
    said: { message: `"${name}" is ${what} instead of a text`, hint: 'write a text, in quotes if need be' },
  };
}

function placeOf(locate: Locate, path: Path): { readonly line: number; readonly column: number } {
  return locate(path) ?? { line: 1, column: 1 };
}
