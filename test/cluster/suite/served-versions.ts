import * as z from 'zod';

import { KubeObject } from '../harness/kube-client';
import type { KubeClient } from '../harness/kube-client';

/** A number of something by version of the release. */
export type CountByVersion = Readonly<Record<string, number>>;

/** Which versions a namespace runs, and which its Services lead to. */
export interface ServedVersions {
  /** Ready pods that are not about to end. */
  readonly pods: CountByVersion;
  /** Pods that each Service leads to, by name of the Service. */
  readonly traffic: Readonly<Record<string, CountByVersion>>;
}

const Pod = KubeObject.extend({
  status: z.looseObject({
    conditions: z.array(z.looseObject({ type: z.string(), status: z.string() })).default([]),
  }),
});
const EndpointSlice = KubeObject.extend({
  endpoints: z
    .array(
      z.looseObject({
        conditions: z.looseObject({ ready: z.boolean().default(false) }),
        targetRef: z.looseObject({ name: z.string() }),
      }),
    )
    .nullish(),
});

/** Reads which versions a namespace serves. */
export async function servedVersions(client: KubeClient, namespace: string): Promise<ServedVersions> {
  const [pods, services, slices] = await Promise.all([
    client.list('v1', 'Pod', namespace).then((all) => all.map((one) => Pod.parse(one))),
    client.list('v1', 'Service', namespace),
    client
      .list('discovery.k8s.io/v1', 'EndpointSlice', namespace)
      .then((all) => all.map((one) => EndpointSlice.parse(one))),
  ]);
  const versionByPod = new Map(pods.map(({ metadata }) => [metadata.name, metadata.labels?.['version'] ?? '']));
  const targetsOf = (service: string): readonly string[] =>
    slices
      .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === service)
      .flatMap(({ endpoints }) => endpoints ?? [])
      .filter(({ conditions }) => conditions.ready)
      .map(({ targetRef }) => versionByPod.get(targetRef.name) ?? 'a pod that is gone');
  return {
    pods: count(pods.filter(isReady).map(({ metadata }) => versionByPod.get(metadata.name) ?? '')),
    traffic: Object.fromEntries(services.map(({ metadata }) => [metadata.name, count(targetsOf(metadata.name))])),
  };
}

function isReady({ metadata, status }: z.output<typeof Pod>): boolean {
  return (
    metadata.deletionTimestamp === undefined &&
    status.conditions.some(({ type, status: value }) => type === 'Ready' && value === 'True')
  );
}

function count(versions: readonly string[]): CountByVersion {
  const counts = new Map<string, number>();
  for (const version of versions) counts.set(version, (counts.get(version) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
