import * as z from 'zod';

import { inTurns } from '../in-turns';
import type { KubernetesApi } from '../kubernetes-api';
import { wrong } from '../symptom';
import type { Symptom } from '../symptom';

const Classes = z.looseObject({ items: z.array(z.looseObject({ metadata: z.looseObject({ name: z.string() }) })) });

/**
 * Whether the cluster has each StorageClass that a service names: a claim of another one waits for ever.
 *
 * @param classes names of classes, each with the services that want it
 */
export async function checkStorageClasses(
  api: KubernetesApi,
  classes: ReadonlyMap<string, readonly string[]>,
): Promise<readonly Symptom[]> {
  const findings = await inTurns([...classes], async ([name, services]) => {
    if ((await api.find(`/apis/storage.k8s.io/v1/storageclasses/${name}`)) !== undefined) return [];
    const found = Classes.safeParse(await api.find('/apis/storage.k8s.io/v1/storageclasses')).data;
    const known = found?.items.map(({ metadata }) => metadata.name).sort() ?? [];
    const there = known.length === 0 ? 'it has none' : `it has ${known.join(', ')}`;
    const who = services.join(', ');
    return [
      wrong(
        'storage',
        `the cluster has no StorageClass "${name}", which ${who} ${services.length === 1 ? 'wants' : 'want'}: ${there}`,
        'name another one as "className" in the catalog, or make it',
      ),
    ];
  });
  return findings.flat();
}
