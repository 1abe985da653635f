import { isDeepStrictEqual } from 'node:util';

import type { DocumentName } from '../model/catalog';
import type { Resolved } from '../model/resolve';
import type { WrittenObject } from '../model/service-manifests';
import type { Effect } from './effect';

/**
 * What differs in the manifests of a service, object by object. They may do anything that their AppProject permits, so all of them
 * are about access: what asks for most.
 */
export function manifestEffects(before: Pick<Resolved, 'manifests'> | undefined, after: Resolved): readonly Effect[] {
  if (before === undefined ? after.manifests.length === 0 : before.manifests === after.manifests) return [];
  const { service, environment } = after;
  const [was, is] = [objectsOf(before?.manifests ?? []), objectsOf(after.manifests)];
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((name): readonly Effect[] => {
    const [from, to] = [was.get(name), is.get(name)];
    if (isDeepStrictEqual(from?.object, to?.object)) return [];
    const become = from === undefined ? 'added' : to === undefined ? 'removed' : 'changed';
    return [
      {
        kind: 'access',
        service,
        environment,
        document: to?.document ?? from?.document ?? '',
        path: [],
        before: from?.object,
        after: to?.object,
        words: `${name} of the manifests of ${service} in ${environment}: ${become}`,
      },
    ];
  });
}

interface Written {
  readonly document: DocumentName;
  readonly object: WrittenObject;
}

function objectsOf(manifests: Resolved['manifests']): ReadonlyMap<string, Written> {
  return new Map(
    manifests.flatMap(({ document, objects }) =>
      objects.map((object): [string, Written] => {
        const { name, namespace } = object.metadata;
        const place = namespace === undefined ? '' : ` in namespace ${namespace}`;
        return [`${object.apiVersion} ${object.kind} ${name}${place}`, { document, object }];
      }),
    ),
  );
}
