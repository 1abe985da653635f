import { isDeepStrictEqual } from 'node:util';

import { documents } from '../model/catalog';
import type { DocumentName } from '../model/catalog';
import { layData } from '../model/layered-data';
import type { Resolved } from '../model/resolve';
import type { Effect } from './effect';
import { kindOfLeaf } from './kind-of-leaf';
import { leafChanges } from './leaf-changes';
import { changeWords } from './show';

/** Keys of services and overlays whose data somebody else reads: charts, extensions. */
export const dataKeys = ['values', 'extensions'] as const;

/** What differs in the data of a placement, leaf by leaf, when its layers are laid. */
export function dataEffects(before: Resolved | undefined, after: Resolved): readonly Effect[] {
  const { service, environment } = after;
  return dataKeys.flatMap((key) => {
    const [was, is] = [before === undefined ? {} : laidData(before, key), laidData(after, key)];
    return leafChanges({ [key]: was }, { [key]: is }).map((change) => ({
      kind: kindOfLeaf('service', change.path),
      service,
      environment,
      document: documentOf(before, after, key),
      ...change,
      words: changeWords(change, `${service} in ${environment}`),
    }));
  });
}

/** The files of a chart beside the service, or of a kustomization: they may make anything, so all of them are about access. */
export function softwareEffects(before: Resolved | undefined, after: Resolved): readonly Effect[] {
  const { service, environment, wants } = after;
  const [was, is] = [filesOf(before), filesOf(after)];
  const changed = [...new Set([...was.keys(), ...is.keys()])].filter((name) => was.get(name) !== is.get(name)).sort();
  // What an archive is, its release says.
  const first = changed.find((name) => name.startsWith(`${documents.serviceFolder(service)}/`));
  if (first === undefined) return [];
  const what = wants.chart === undefined ? 'kustomization' : 'chart';
  const files = changed.length === 1 ? `the file ${first}` : `${changed.length} files`;
  const become = before === undefined ? 'added' : 'changed';
  const words = `${what} of ${service} in ${environment}: ${files} ${become}`;
  return [
    { kind: 'access', service, environment, document: first, path: [], before: undefined, after: undefined, words },
  ];
}

function laidData({ wants, overlay }: Resolved, key: (typeof dataKeys)[number]): unknown {
  return layData(wants[key], overlay[key]);
}

function documentOf(before: Resolved | undefined, after: Resolved, key: (typeof dataKeys)[number]): DocumentName {
  const { service, environment } = after;
  const isOfService = isDeepStrictEqual(before?.overlay[key], after.overlay[key]);
  return isOfService ? documents.service(service) : documents.overlay(service, environment);
}

function filesOf(resolved: Resolved | undefined): ReadonlyMap<string, string> {
  return new Map(resolved?.software.map(({ document, digest }) => [document, digest]));
}
