import type { Kustomization, ManifestObject } from '../../manifests/manifest';
import { isMapping, listAt, textAt } from '../../manifests/value-at';
import { textsIn } from '../argocd/texts-in';
import { contentsOf, isComponent } from './contents';
import { namedComponentsOf, namedPathsOf, namedResourcesOf } from './named-paths';

/** Names of images, without tag and digest; undefined when there may be more of them. */
export type ImageNames = ReadonlySet<string> | undefined;

const known = new WeakMap<Kustomization, { readonly names: ImageNames }>();

/**
 * Names of the images that an entry of `images` may be for: those in the files of a kustomization and of what it is made
 * of, in its patches, and those that entries of its bases have made of others.
 */
export function imageNamesOf(kustomization: Kustomization): ImageNames {
  const before = known.get(kustomization);
  if (before !== undefined) return before.names;
  known.set(kustomization, { names: undefined });
  const names = readNames(kustomization);
  known.set(kustomization, { names });
  return names;
}

/** Fields with patches, which may add containers. */
const patchFields: ReadonlySet<unknown> = new Set(['patches', 'patchesStrategicMerge', 'patchesJson6902']);

function readNames(kustomization: Kustomization): ImageNames {
  const { value, partAt } = kustomization;
  // Configurations add fields in which kustomize looks for images.
  const isOpen = listAt(value, ['configurations']).length > 0;
  if (isOpen || partAt === undefined || !(isComponent(kustomization) || contentsOf(kustomization).isComplete))
    return undefined;
  const names = new Set<string>();
  for (const { text } of namedPathsOf(kustomization).filter(({ path }) => patchFields.has(path[0]))) {
    const part = partAt(text);
    // A JSON patch in a file may say anything.
    if (part.type !== 'file' || part.objects.length === 0) return undefined;
    for (const object of part.objects) collect(object.value, names);
  }
  for (const field of ['patches', 'patchesStrategicMerge', 'patchesJson6902']) {
    for (const { text } of textsIn(value[field])) {
      for (const word of text.split(/[\s'",{}[\]]+/)) names.add(nameOf(word));
    }
  }
  for (const { text } of [...namedResourcesOf(kustomization), ...namedComponentsOf(kustomization)]) {
    const part = partAt(text);
    if (part.type === 'file') for (const object of part.objects) addAll(names, namesIn(object));
    if (part.type !== 'kustomization') continue;
    const below = imageNamesOf(part.kustomization);
    if (below === undefined) return undefined;
    addAll(names, below);
    for (const entry of listAt(part.kustomization.value, ['images'])) names.add(textAt(entry, ['newName']) ?? '');
  }
  return names;
}

const namesByObject = new WeakMap<ManifestObject, ReadonlySet<string>>();

function namesIn(object: ManifestObject): ReadonlySet<string> {
  const before = namesByObject.get(object);
  if (before !== undefined) return before;
  const names = new Set<string>();
  collect(object.value, names);
  namesByObject.set(object, names);
  return names;
}

/** Wherever a field is called `image`. */
function collect(value: unknown, into: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collect(item, into);
  if (!isMapping(value)) return;
  for (const [key, item] of Object.entries(value)) {
    if (key === 'image' && typeof item === 'string') into.add(nameOf(item));
    else if (typeof item === 'object') collect(item, into);
  }
}

function addAll(names: Set<string>, more: Iterable<string>): void {
  for (const name of more) names.add(name);
}

/** The port of a registry is no tag. */
function nameOf(image: string): string {
  return (image.split('@')[0] ?? '').replace(/:[^/:]*$/, '');
}
