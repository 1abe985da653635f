import type { ManifestObject } from '../../manifests/manifest';
import type { Problem } from '../../model/problem';

/** Objects as environments have them. */
type Environments = readonly { readonly name: string; readonly objects: readonly ManifestObject[] }[];

/** Objects that are in an environment twice and are not the same: one of them is imported, and nobody would miss the other. */
export function objectsTwice(environments: Environments): readonly Problem[] {
  return leftOutIn(environments).flatMap(({ environment, object, imported }): readonly Problem[] => {
    if (isEqual(imported, object)) return [];
    const message = `${object.kind} "${object.name}" of environment "${environment}" is in "${imported.file}", too, and differs: that one is imported`;
    const hint = 'remove one of the two, or name the files of each environment with --env';
    return [{ file: object.file, ...object.locate(['metadata', 'name']), path: ['metadata', 'name'], message, hint }];
  });
}

/** An object that is in an environment again, with nothing in it that is otherwise. */
export interface ObjectCopy {
  readonly object: string;
  readonly environment: string;
  /** Files of the copies that are left out, with lines. */
  readonly leftOut: string;
  /** That of the one which is imported. */
  readonly imported: string;
}

/** Objects that are in an environment twice and are the same: nothing is lost, and whoever counts them is told. */
export function copiesOf(environments: Environments): readonly ObjectCopy[] {
  return leftOutIn(environments)
    .filter(({ object, imported }) => isEqual(imported, object))
    .map(({ environment, object, imported }) => ({
      object: `${object.kind} ${object.name}`,
      environment,
      leftOut: placeOf(object),
      imported: placeOf(imported),
    }));
}

/** An object that is left out, since the same environment has it again further on. */
interface LeftOut {
  readonly environment: string;
  readonly object: ManifestObject;
  readonly imported: ManifestObject;
}

function leftOutIn(environments: Environments): readonly LeftOut[] {
  return environments.flatMap(({ name: environment, objects }) => {
    const last = new Map(objects.map((object) => [keyOf(object), object]));
    return objects.flatMap((object): readonly LeftOut[] => {
      const imported = last.get(keyOf(object));
      return imported === undefined || imported === object ? [] : [{ environment, object, imported }];
    });
  });
}

function placeOf({ file, locate }: ManifestObject): string {
  return `${file}:${locate([])?.line ?? 1}`;
}

function isEqual(one: ManifestObject, other: ManifestObject): boolean {
  return JSON.stringify(one.value) === JSON.stringify(other.value);
}

function keyOf({ apiVersion, kind, namespace, name }: ManifestObject): string {
  return JSON.stringify([apiVersion, kind, namespace, name]);
}
