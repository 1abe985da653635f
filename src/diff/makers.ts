import type { ManifestObject } from '../manifests/manifest';
import { listAt, textAt } from '../manifests/value-at';
import { afterOf, type ObjectChange } from './change';
import type { Maker } from './consequence';

/** Who makes each Application that is among changes, by environment and name. */
export function makersIn(
  changes: readonly ObjectChange[],
  environmentOf: (file: string) => string,
): ReadonlyMap<string, Maker> {
  const makers = new Map<string, Maker>();
  for (const change of changes) {
    const object = afterOf(change);
    if (object?.group !== 'argoproj.io') continue;
    for (const [name, maker] of madeBy(object)) makers.set(`${environmentOf(object.file)}\n${name}`, maker);
  }
  return makers;
}

/** The folder of a file: whoever applies it is the parent of the Applications in it. */
export function parentFolder({ file }: ManifestObject): string {
  return file.slice(0, Math.max(0, file.lastIndexOf('/')));
}

function madeBy(object: ManifestObject): readonly (readonly [string, Maker])[] {
  if (object.kind === 'Application')
    return [[object.name, { name: `the parent of ${parentFolder(object)}`, kind: 'folder' }]];
  if (object.kind !== 'ApplicationSet') return [];
  const maker: Maker = { name: `ApplicationSet ${object.name}`, kind: 'set' };
  return listAt(object.value, ['spec', 'generators'])
    .flatMap((generator) => listAt(generator, ['list', 'elements']))
    .flatMap((element) => {
      const name = textAt(element, ['name']);
      return name === undefined ? [] : [[name, maker] as const];
    });
}
