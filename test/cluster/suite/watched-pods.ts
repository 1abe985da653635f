import { setTimeout as sleep } from 'node:timers/promises';

import * as z from 'zod';

import type { KubeClient, KubeObject } from '../harness/kube-client';

/** Milliseconds between two looks. */
const interval = 100;

/** What was seen of services while something else was done. */
export interface SeenPods {
  /** How often it was looked. */
  readonly looks: number;
  /** Seconds without a ready pod, by service; only those that had some. */
  readonly secondsDown: Readonly<Record<string, number>>;
  /** Services whose Deployment is another object than at the beginning: somebody has deleted it. */
  readonly replaced: readonly string[];
}

/**
 * Looks at the pods of services while something is done.
 *
 * @param services each of which has a ready pod when this begins
 * @param namespaces where a pod of a service may be
 */
export async function watchPods(
  client: KubeClient,
  services: readonly string[],
  namespaces: readonly string[],
  work: () => Promise<void>,
): Promise<SeenPods> {
  const before = await deployments(client, namespaces);
  const down = new Map<string, number>();
  let looks = 0;
  const end = new AbortController();
  const watching = (async () => {
    let last = Date.now();
    while (!end.signal.aborted) {
      const ready = await readyServices(client, namespaces);
      const now = Date.now();
      for (const service of services) if (!ready.has(service)) down.set(service, (down.get(service) ?? 0) + now - last);
      last = now;
      looks++;
      await sleep(interval);
    }
  })();
  try {
    await work();
  } finally {
    end.abort();
    await watching;
  }
  const after = await deployments(client, namespaces);
  return {
    looks,
    secondsDown: Object.fromEntries([...down].map(([service, milliseconds]) => [service, milliseconds / 1000])),
    replaced: services.filter((service) => before.get(service) !== after.get(service)),
  };
}

/** Names of services with a ready pod. */
export async function readyServices(client: KubeClient, namespaces: readonly string[]): Promise<ReadonlySet<string>> {
  const pods = await listIn(client, 'v1', 'Pod', namespaces);
  return new Set(pods.filter(isReady).map(serviceOf));
}

/** Identity of the Deployment of each service. */
async function deployments(
  client: KubeClient,
  namespaces: readonly string[],
): Promise<ReadonlyMap<string, string | undefined>> {
  const found = await listIn(client, 'apps/v1', 'Deployment', namespaces);
  return new Map(found.map((one) => [serviceOf(one), one.metadata.uid]));
}

async function listIn(
  client: KubeClient,
  apiVersion: string,
  kind: string,
  namespaces: readonly string[],
): Promise<readonly KubeObject[]> {
  const lists = await Promise.all(namespaces.map((namespace) => client.list(apiVersion, kind, namespace)));
  return lists.flat();
}

const Pod = z.looseObject({
  status: z.looseObject({
    conditions: z.array(z.looseObject({ type: z.string(), status: z.string() })).default([]),
  }),
});

function isReady(pod: KubeObject): boolean {
  if (pod.metadata.deletionTimestamp !== undefined) return false;
  return Pod.parse(pod).status.conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
}

function serviceOf({ metadata }: KubeObject): string {
  return metadata.labels?.['app'] ?? '';
}
