import type { CustomResourceDefinition } from '../tools/kubernetes-object';
import { KubeError, refOf } from './kube-client';
import type { KubeClient } from './kube-client';
import { until } from './until';

/** Applies CustomResourceDefinitions that are not there, and waits until their kinds are served. Those of a cluster that was there are its own. */
export async function installKinds(
  client: KubeClient,
  definitions: readonly CustomResourceDefinition[],
): Promise<void> {
  for (const definition of definitions) {
    if ((await client.find(refOf(definition))) === undefined) await applyInTime(client, definition);
  }
  const served = definitions.flatMap(({ spec }) =>
    spec.versions
      .filter((version) => version.served)
      .map(({ name }) => ({ apiVersion: `${spec.group}/${name}`, kind: spec.names.kind })),
  );
  for (const { apiVersion, kind } of served) await client.untilServed(apiVersion, kind);
  await client.untilDescribed(served.map(({ apiVersion }) => apiVersion));
}

/**
 * Applies a CustomResourceDefinition. Those of the Gateway API are work of seconds, the API server ends a request after 34 s, however
 * little of them it got on a busy machine, and what it has done counts for nothing: so it is asked again.
 */
async function applyInTime(client: KubeClient, definition: CustomResourceDefinition): Promise<void> {
  await until(`the API server to take ${definition.metadata.name}`, async () => {
    try {
      await client.apply(definition);
      return true;
    } catch (error) {
      if (error instanceof KubeError && error.reason === 'Timeout') return error.message;
      throw error;
    }
  });
}
