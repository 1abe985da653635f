import * as z from 'zod';

import { KubeObject } from '../harness/kube-client';
import type { KubeClient } from '../harness/kube-client';
import { servedVersions } from './served-versions';
import type { ServedVersions } from './served-versions';

/** Label of ReplicaSets and pods, and selector of Services (Argo Rollouts, `DefaultRolloutUniqueLabelKey`). */
export const hashLabel = 'rollouts-pod-template-hash';

/** A Rollout and what it has made, in words of releases instead of hashes. */
export interface RolloutState extends ServedVersions {
  readonly phase: string;
  readonly message: string;
  /** Index of the current step of a canary. */
  readonly step: number | undefined;
  /** Version to which an abort goes back. */
  readonly stable: string;
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
const Service = KubeObject.extend({ spec: z.looseObject({ selector: z.record(z.string(), z.string()) }) });
const AnalysisRun = KubeObject.extend({
  metadata: KubeObject.shape.metadata.extend({ creationTimestamp: z.string() }),
  status: z.looseObject({ phase: z.string().default('') }).prefault({}),
});

/** Reads the state of the one Rollout of a namespace. */
export async function look(client: KubeClient, namespace: string, name: string): Promise<RolloutState> {
  const list = (apiVersion: string, kind: string): Promise<readonly KubeObject[]> =>
    client.list(apiVersion, kind, namespace);
  const rollouts = 'argoproj.io/v1alpha1';
  const [rollout, replicaSets, services, runs, served] = await Promise.all([
    client.get({ apiVersion: rollouts, kind: 'Rollout', namespace, name }).then((one) => Rollout.parse(one)),
    list('apps/v1', 'ReplicaSet').then((all) => all.map((one) => ReplicaSet.parse(one))),
    list('v1', 'Service').then((all) => all.map((one) => Service.parse(one))),
    list(rollouts, 'AnalysisRun').then((all) => all.map((one) => AnalysisRun.parse(one))),
    servedVersions(client, namespace),
  ]);

  const versionByHash = new Map(
    replicaSets.map(({ metadata, spec }) => [
      metadata.labels?.[hashLabel] ?? '',
      spec.template.metadata.labels['version'] ?? '',
    ]),
  );
  const { phase, message, currentStepIndex, stableRS, observedGeneration } = rollout.status;
  return {
    // What was said of an earlier generation is not about this one.
    phase: observedGeneration === String(rollout.metadata.generation) ? phase : 'not seen',
    message,
    step: currentStepIndex,
    stable: versionByHash.get(stableRS) ?? '',
    ...served,
    selected: Object.fromEntries(
      services.map(({ metadata, spec }) => [metadata.name, versionByHash.get(spec.selector[hashLabel] ?? '') ?? 'any']),
    ),
    analyses: runs
      .sort((a, b) => (a.metadata.creationTimestamp < b.metadata.creationTimestamp ? -1 : 1))
      .map(({ status }) => status.phase),
  };
}
