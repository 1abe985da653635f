import * as z from 'zod';

import { KubeError } from '../cluster/harness/kube-client';
import type { KubeClient } from '../cluster/harness/kube-client';
import { until } from '../cluster/harness/until';

const Groups = z.looseObject({
  groups: z.array(z.looseObject({ preferredVersion: z.looseObject({ groupVersion: z.string() }) })),
});
const Resources = z.looseObject({
  resources: z.array(z.looseObject({ name: z.string(), kind: z.string(), verbs: z.array(z.string()) })),
});
const List = z.looseObject({
  items: z.array(z.looseObject({ metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }) })),
});

/** Kinds that come and go by themselves. */
const restless = new Set(['ComponentStatus', 'Event', 'Lease']);

/** Every object of a cluster, of every kind that it has now, as "Kind namespace/name". */
export async function everyObject(client: KubeClient): Promise<readonly string[]> {
  const { groups } = Groups.parse(await client.request('GET', '/apis'));
  const roots = ['/api/v1', ...groups.map(({ preferredVersion }) => `/apis/${preferredVersion.groupVersion}`)];
  const names: string[] = [];
  for (const root of roots) {
    const { resources } = Resources.parse(await client.request('GET', root));
    for (const { name, kind, verbs } of resources) {
      if (!verbs.includes('list') || restless.has(kind)) continue;
      const { items } = List.parse(await listed(client, `${root}/${name}`));
      names.push(
        ...items.map(({ metadata }) => `${kind} ${[metadata.namespace, metadata.name].filter(Boolean).join('/')}`),
      );
    }
  }
  return names.sort();
}

/** A new kind is known a moment before its objects can be read. */
function listed(client: KubeClient, path: string): Promise<object> {
  return until(`the API server to list ${path}`, async () => {
    try {
      return Object(await client.request('GET', path));
    } catch (error) {
      if (error instanceof KubeError && (error.status === 429 || error.status === 503)) return error.message;
      throw error;
    }
  });
}
