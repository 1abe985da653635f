import type { FieldChange, ObjectChange } from '../diff/change';
import { shapeOf } from '../diff/change';
import { diffObjects, idKey, idOf } from '../diff/object-diff';
import type { Schemas } from '../manifest-schemas/read-schemas';
import type { ManifestObject } from '../manifests/manifest';
import { mappingAt } from '../manifests/value-at';
import { environmentOf, isBelow, treeFolders } from '../model/tree-layout';
import { alignService } from './align';
import type { Facts } from './facts';
import { isServerDefault } from './server-defaults';
import { withRedactedSecrets } from './redact';
import type { ImportedTree } from './tree';

/** The comparison of a tree with what its catalog renders. Every object of the tree is in exactly one of the lists. */
export interface Proof {
  /** Objects that nothing is missing of, and that say nothing else. */
  readonly equal: readonly ManifestObject[];
  /** Objects that Slipway only adds to, or gives other labels. */
  readonly hardened: readonly ManifestObject[];
  /** Objects and fields that would be otherwise: gone, or another value. */
  readonly remaining: readonly ObjectChange[];
  /** Labels that are gone or other ones. Nothing that stays as it is selects by them. */
  readonly relabelled: readonly ObjectChange[];
  /** Fields and objects that only Slipway has. */
  readonly added: readonly ObjectChange[];
  /** Objects, and containers, that keep their content and get another name. */
  readonly renamed: readonly {
    readonly kind: string;
    readonly from: string;
    readonly to: string;
    readonly environment: string;
  }[];
  /** Objects of the tree that no rendered one stands for. */
  readonly missing: readonly { readonly original: ManifestObject; readonly environment: string }[];
  /** The object of the tree that a change is about. */
  readonly originalOf: (change: ObjectChange) => ManifestObject | undefined;
}

/** Compares the objects of a tree with those that its catalog renders. */
export function prove(
  tree: ImportedTree,
  facts: readonly Facts[],
  rendered: readonly ManifestObject[],
  schemasOf: (environment: string) => Pick<Schemas, 'find'>,
): Proof {
  const before: ManifestObject[] = [];
  const originals = new Map<ManifestObject, ManifestObject>();
  const renamed: Proof['renamed'][number][] = [];
  const missing: { original: ManifestObject; environment: string }[] = [];
  for (const { name: environment, objects } of tree.environments) {
    const own = facts.filter((one) => one.environment === environment);
    const done = new Set<ManifestObject>();
    const take = (original: ManifestObject, aligned: ManifestObject): void => {
      done.add(original);
      originals.set(aligned, original);
      before.push(aligned);
    };
    for (const one of own) {
      const folder = treeFolders.overlay(one.service, environment);
      const ofService = rendered.filter(({ file }) => isBelow(file, folder));
      for (const { original, aligned, newName, newContainer } of alignService(one, ofService)) {
        // A member of two services is compared with the first one's.
        if (done.has(original)) continue;
        const { kind, name: from } = original;
        if (newName !== undefined) renamed.push({ kind, from, to: newName, environment });
        if (newContainer !== undefined) renamed.push({ kind: 'container', ...newContainer, environment });
        // Its own file names no environment that was rendered.
        take(original, aligned === original ? { ...original, file: `${folder}/${original.file}` } : aligned);
      }
    }
    const ofEnvironment = rendered.filter(({ file }) => environmentOf(file) === environment);
    for (const original of objects) {
      if (done.has(original)) continue;
      const twin = ofEnvironment.find((one) => isNamesake(one, original));
      take(original, { ...original, file: twin?.file ?? `${treeFolders.environment(environment)}/${original.file}` });
    }
  }
  const changes = diffObjects(before, rendered, { schemasOf, environmentOf });
  const remaining: ObjectChange[] = [];
  const relabelled: ObjectChange[] = [];
  const added: ObjectChange[] = [];
  const isLabel = labelTest([
    ...tree.outside,
    ...changes.flatMap((one) => (one.change === 'removed' ? [one.before] : [])),
  ]);
  for (const change of changes) {
    if (change.change === 'added') added.push(change);
    else if (change.change === 'removed') {
      remaining.push(change);
      const original = originals.get(change.before);
      if (original !== undefined) missing.push({ original, environment: change.id.environment });
    } else {
      const labels = change.fields.filter((field) => field.before !== undefined && isLabel(field));
      const felt = change.fields.filter((field) => (field.before !== undefined && !isLabel(field)) || isFelt(field));
      const extra = change.fields.filter(
        (field) => field.before === undefined && !isFelt(field) && !isServerDefault(change.after.kind, field),
      );
      if (felt.length > 0) remaining.push({ ...change, fields: felt.map(withRedactedSecrets) });
      if (labels.length > 0) relabelled.push({ ...change, fields: labels });
      if (extra.length > 0) added.push({ ...change, fields: extra });
    }
  }
  const keysOf = (list: readonly ObjectChange[]): ReadonlySet<string> => new Set(list.map(({ id }) => idKey(id)));
  const [otherwise, more] = [keysOf(remaining), keysOf([...added, ...relabelled])];
  const unchanged = before.filter((one) => !otherwise.has(keyOf(one)));
  const toOriginals = (list: readonly ManifestObject[]): readonly ManifestObject[] =>
    list.flatMap((one) => originals.get(one) ?? []);
  return {
    equal: toOriginals(unchanged.filter((one) => !more.has(keyOf(one)))),
    hardened: toOriginals(unchanged.filter((one) => more.has(keyOf(one)))),
    remaining,
    relabelled,
    added,
    renamed,
    missing,
    originalOf: (change) => (change.change === 'added' ? undefined : originals.get(change.before)),
  };
}

/** Whether a field is a label by which none of these objects finds anything. */
function labelTest(objects: readonly ManifestObject[]): (field: FieldChange) => boolean {
  const selected = new Set(
    objects.flatMap(({ kind, value }) => [
      ...Object.keys(kind === 'Service' ? mappingAt(value, ['spec', 'selector']) : {}),
      ...['selector', 'podSelector'].flatMap((key) => Object.keys(mappingAt(value, ['spec', key, 'matchLabels']))),
    ]),
  );
  return ({ path }) => {
    const [above, label] = path.slice(-2);
    return above === 'labels' && path.at(-3) === 'metadata' && typeof label === 'string' && !selected.has(label);
  };
}

function keyOf(object: ManifestObject): string {
  return idKey(idOf(object, environmentOf(object.file)));
}

function isNamesake(one: ManifestObject, other: ManifestObject): boolean {
  return (
    one.kind === other.kind && one.group === other.group && one.name === other.name && one.namespace === other.namespace
  );
}

/** What nobody said and still is another value: a property picks a part of a secret that was read as a whole. */
function isFelt({ path }: FieldChange): boolean {
  return /^spec\.data\[\]\.remoteRef\.property$/.test(shapeOf(path));
}
