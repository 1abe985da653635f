import type { ManifestObject } from '../../manifests/manifest';
import type { Problem } from '../../model/problem';

/** Objects that are in an environment twice and are not the same: one of them is imported, and nobody would miss the other. */
export function objectsTwice(
  environments: readonly { readonly name: string; readonly objects: readonly ManifestObject[] }[],
): readonly Problem[] {
  return environments.flatMap(({ name: environment, objects }) => {
    const last = new Map(objects.map((object) => [keyOf(object), object]));
    return objects.flatMap((object): readonly Problem[] => {
      const imported = last.get(keyOf(object));
      if (
        imported === undefined ||
        imported === object ||
        JSON.stringify(imported.value) === JSON.stringify(object.value)
      )
        return [];
      const message = `${object.kind} "${object.name}" of environment "${environment}" is in "${imported.file}", too, and differs: that one is imported`;
      const hint = 'remove one of the two, or name the files of each environment with --env';
      return [{ file: object.file, ...object.locate(['metadata', 'name']), path: ['metadata', 'name'], message, hint }];
    });
  });
}

function keyOf({ apiVersion, kind, namespace, name }: ManifestObject): string {
  return JSON.stringify([apiVersion, kind, namespace, name]);
}
