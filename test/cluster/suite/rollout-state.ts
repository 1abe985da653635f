import * as z from 'zod';

import { KubeObject } from '../harness/kube-client';
import type { KubeClient } from '../harness/kube-client';

/** Label of ReplicaSets and pods, and selector of Services (Argo Rollouts, `DefaultRolloutUniqueLabelKey`). */
export const hashLabel = 'rollouts-pod-template-hash';

/** A number of something by version of the release. */
export type CountByVersion = Readonly<Record<string, number>>;

/** A Rollout and what it has made, in words of releases instead of hashes. */
export interface RolloutState {
  readonly phase: string;
  readonly message: string;
  /** Index of the current step of a canary. */
  readonly step: number | undefined;
  /** Version to which an abort goes back. */
  readonly stable: string;
  /** Ready pods that are not about to end. */
  readonly pods: CountByVersion;
  /** Pods that each Service leads to, by name of the Service. */
  readonly traffic: Readonly<Record<string, CountByVersion>>;
  /** Versions that Services ask for by hash; "any" for a Service that does not. */
  readonly selected: Readonly<Record<string, string>>;
  /** Phase of each AnalysisRun, in the order in which they were made. */
  readonly analyses: readonly string[];
}

const Rollout = KubeObject.extend({
  status: z
    .looseObject({
      phase: z.string().default(''),
      message: z.string().default(''),
      currentStepIndex: z.number().optional(),
      stableRS: z.string().default(''),
      observedGeneration: z.string().default(''),
    })
    .prefault({}),
});
const ReplicaSet = KubeObject.extend({
  spec: z.looseObject({
    template: z.looseObject({ metadata: z.looseObject({ labels: z.record(z.string(), z.string()) }) }),
  }),
});
const Pod = KubeObject.extend({
  status: z.looseObject({
    conditions: z.array(z.looseObject({ type: z.string(), status: z.string() })).default([]),
  }),
});
const Service = KubeObject.extend({ spec: z.looseObject({ selector: z.record(z.string(), z.string()) }) });
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
const AnalysisRun = KubeObject.extend({
  metadata: KubeObject.shape.metadata.extend({ creationTimestamp: z.string() }),
  status: z.looseObject({ phase: z.string().default('') }).prefault({}),
});

/** Reads the state of the one Rollout of a namespace. */
export async function look(client: KubeClient, namespace: string, name: string): Promise<RolloutState> {
  const list = (apiVersion: string, kind: string): Promise<readonly KubeObject[]> =>
    client.list(apiVersion, kind, namespace);
  const rollouts = 'argoproj.io/v1alpha1';
  const [rollout, replicaSets, pods, services, slices, runs] = await Promise.all([
    client.get({ apiVersion: rollouts, kind: 'Rollout', namespace, name }).then((one) => Rollout.parse(one)),
    list('apps/v1', 'ReplicaSet').then((all) => all.map((one) => ReplicaSet.parse(one))),
    list('v1', 'Pod').then((all) => all.map((one) => Pod.parse(one))),
    list('v1', 'Service').then((all) => all.map((one) => Service.parse(one))),
    list('discovery.k8s.io/v1', 'EndpointSlice').then((all) => all.map((one) => EndpointSlice.parse(one))),
    list(rollouts, 'AnalysisRun').then((all) => all.map((one) => AnalysisRun.parse(one))),
  ]);

  const versionByHash = new Map(
    replicaSets.map(({ metadata, spec }) => [
      metadata.labels?.[hashLabel] ?? '',
      spec.template.metadata.labels['version'] ?? '',
    ]),
  );
  const versionByPod = new Map(pods.map(({ metadata }) => [metadata.name, metadata.labels?.['version'] ?? '']));
  const targetsOf = (service: string): readonly string[] =>
    slices
      .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === service)
      .flatMap(({ endpoints }) => endpoints ?? [])
      .filter(({ conditions }) => conditions.ready)
      .map(({ targetRef }) => versionByPod.get(targetRef.name) ?? 'a pod that is gone');
  const { phase, message, currentStepIndex, stableRS, observedGeneration } = rollout.status;
  return {
    // What was said of an earlier generation is not about this one.
    phase: observedGeneration === String(rollout.metadata.generation) ? phase : 'not seen',
    message,
    step: currentStepIndex,
    stable: versionByHash.get(stableRS) ?? '',
    pods: count(pods.filter(isReady).map(({ metadata }) => versionByPod.get(metadata.name) ?? '')),
    traffic: Object.fromEntries(services.map(({ metadata }) => [metadata.name, count(targetsOf(metadata.name))])),
    selected: Object.fromEntries(
      services.map(({ metadata, spec }) => [metadata.name, versionByHash.get(spec.selector[hashLabel] ?? '') ?? 'any']),
    ),
    analyses: runs
      .sort((a, b) => (a.metadata.creationTimestamp < b.metadata.creationTimestamp ? -1 : 1))
      .map(({ status }) => status.phase),
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
