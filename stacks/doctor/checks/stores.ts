import * as z from 'zod';

import type { Discovery } from '../discovery';
import { wrong } from '../symptom';
import type { Symptom } from '../symptom';
import { inTurns } from '../in-turns';
import type { KubernetesApi } from '../kubernetes-api';

const Store = z.looseObject({
  status: z
    .looseObject({
      conditions: z
        .array(z.looseObject({ type: z.string(), status: z.string(), message: z.string().default('') }))
        .default([]),
    })
    .default({ conditions: [] }),
});

/** Whether External Secrets can read each `ClusterSecretStore` that an environment names. */
export async function checkStores(
  api: KubernetesApi,
  discovery: Discovery,
  stores: readonly string[],
): Promise<readonly Symptom[]> {
  const findings = await inTurns(stores, async (name) => {
    const ref = { apiVersion: 'external-secrets.io/v1', kind: 'ClusterSecretStore', namespace: undefined, name };
    const path = await discovery.path(ref);
    if (path === undefined) return [];
    const found = await api.find(path);
    const describe = `kubectl describe clustersecretstore ${name}`;
    if (found === undefined) return [wrong('stores', `there is no ClusterSecretStore "${name}"`, 'pulumi up makes it')];
    const ready = Store.parse(found).status.conditions.find(({ type }) => type === 'Ready');
    if (ready?.status === 'True') return [];
    const said = ready === undefined ? 'nobody has looked at it: does External Secrets run?' : ready.message;
    return [wrong('stores', `ClusterSecretStore "${name}" is not ready: ${said}`, describe)];
  });
  return findings.flat();
}
