import * as z from 'zod';

import { folderSource } from '../../../../src/catalog/folder-source';
import { loadCatalog } from '../../../../src/catalog/load';
import { renderedTexts } from '../../../helpers/rendered-texts';
import { refOf, shown } from '../../harness/kube-client';
import type { KubeClient, KubeObject } from '../../harness/kube-client';
import { until } from '../../harness/until';
import { renderedFiles } from '../rendered-files';

/** Kinds that say how a service is called, and at which of its ports, parents before routes. */
const kinds = ['Service', 'Server', 'HTTPRoute', 'GRPCRoute'];

const Status = z.looseObject({
  status: z
    .looseObject({
      parents: z
        .array(
          z.looseObject({
            controllerName: z.string(),
            conditions: z.array(z.looseObject({ type: z.string(), status: z.string(), reason: z.string() })),
          }),
        )
        .default([]),
    })
    .default({ parents: [] }),
});

/** What a catalog says of calls of its services: Services, Servers and routes. @param folder of the catalog */
export function meshObjects(folder: string): readonly KubeObject[] {
  const texts = renderedTexts(loadCatalog(folderSource(folder)).catalog);
  return renderedFiles(texts)
    .map(({ object }) => object)
    .filter(({ kind }) => kinds.includes(kind));
}

/** Applies objects and their namespaces, parents before routes. */
export async function applyAll(client: KubeClient, objects: readonly KubeObject[]): Promise<void> {
  for (const name of new Set(objects.map(({ metadata }) => metadata.namespace ?? 'default')))
    await client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  for (const kind of kinds) {
    for (const object of objects) if (object.kind === kind) await client.apply(object);
  }
}

/** What Linkerd says of a route, once it has said something: "True Accepted". */
export async function acceptance(client: KubeClient, route: KubeObject): Promise<string> {
  const { said } = await until(`Linkerd to say whether it accepts ${shown(refOf(route))}`, async () => {
    const { status } = Status.parse(await client.get(refOf(route)));
    const own = status.parents.find(({ controllerName }) => controllerName === 'linkerd.io/policy-controller');
    const accepted = own?.conditions.find(({ type }) => type === 'Accepted');
    return accepted === undefined ? JSON.stringify(status) : { said: `${accepted.status} ${accepted.reason}` };
  });
  return said;
}
