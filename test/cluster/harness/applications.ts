import * as z from 'zod';

import { argocdNamespace } from './argo-cd';
import { KubeObject } from './kube-client';
import type { KubeClient } from './kube-client';

/** What Argo CD says of a resource of an Application. */
const Resource = z.looseObject({
  group: z.string().default(''),
  version: z.string(),
  kind: z.string(),
  namespace: z.string().optional(),
  name: z.string(),
  status: z.string().optional(),
  health: z.looseObject({ status: z.string().optional(), message: z.string().optional() }).optional(),
});

/** An Application and what Argo CD says of it: what the tests read (Argo CD, `Application.status`). */
export const Application = KubeObject.extend({
  status: z
    .looseObject({
      sync: z.looseObject({ status: z.string(), revision: z.string().default('') }).optional(),
      health: z.looseObject({ status: z.string().optional(), message: z.string().optional() }).optional(),
      reconciledAt: z.string().optional(),
      summary: z.looseObject({ images: z.array(z.string()).default([]) }).default({ images: [] }),
      conditions: z.array(z.looseObject({ type: z.string(), message: z.string() })).default([]),
      resources: z.array(Resource).default([]),
      history: z
        .array(z.looseObject({ id: z.number(), revision: z.string().default(''), deployedAt: z.string() }))
        .default([]),
      operationState: z
        .looseObject({
          phase: z.string(),
          message: z.string().default(''),
          retryCount: z.number().optional(),
          startedAt: z.string(),
          finishedAt: z.string().optional(),
          syncResult: z
            .looseObject({
              revision: z.string().default(''),
              resources: z
                .array(z.looseObject({ kind: z.string(), name: z.string(), message: z.string().optional() }))
                .default([]),
            })
            .optional(),
        })
        .optional(),
    })
    .default({ summary: { images: [] }, conditions: [], resources: [], history: [] }),
});
export type Application = z.output<typeof Application>;

/** Every Application, by name. */
export async function applications(client: KubeClient): Promise<readonly Application[]> {
  const objects = await client.list('argoproj.io/v1alpha1', 'Application', argocdNamespace);
  return objects
    .map((object) => Application.parse(object))
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
}

/** One Application. @throws KubeError when there is none of this name */
export async function application(client: KubeClient, name: string): Promise<Application> {
  return Application.parse(await client.get(applicationRef(name)));
}

/** What names an Application. */
export function applicationRef(name: string): { apiVersion: string; kind: string; name: string; namespace: string } {
  return { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', name, namespace: argocdNamespace };
}

/** Sync wave of an object (Argo CD, "Sync Phases and Waves"). @default 0 */
export function waveOf({ metadata }: KubeObject): number {
  return Number(metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0);
}

/** "web-dev: OutOfSync, Progressing: waiting for pods", for people. */
export function describeApplication({ metadata, status }: Application): string {
  const words = [status.sync?.status ?? 'not compared', status.health?.status ?? 'no health'];
  const reasons = [
    ...status.conditions.map(({ type, message }) => `${type}: ${message}`),
    ...(status.operationState === undefined || status.operationState.phase === 'Succeeded'
      ? []
      : [`${status.operationState.phase}: ${status.operationState.message}`]),
    ...status.resources
      .filter((one) => one.status !== 'Synced' || (one.health?.status ?? 'Healthy') !== 'Healthy')
      .map(
        (one) => `${one.kind} ${one.name} ${one.status ?? ''} ${one.health?.status ?? ''} ${one.health?.message ?? ''}`,
      ),
  ];
  return [`${metadata.name}: ${words.join(', ')}`, ...reasons.map((reason) => `    ${reason}`)].join('\n');
}

/**
 * Asks Argo CD to compare an Application with Git now, as `argocd app get --refresh` does.
 *
 * @param how `hard` also forgets the manifests that were made of this commit
 */
export async function refresh(client: KubeClient, name: string, how: 'normal' | 'hard' = 'normal'): Promise<void> {
  await client.patch(applicationRef(name), { metadata: { annotations: { 'argocd.argoproj.io/refresh': how } } });
}

/** What a person may say to a sync. */
export interface SyncOptions {
  /** @default false */
  readonly prune?: boolean;
  /** Only these. @default - everything */
  readonly resources?: readonly { readonly group: string; readonly kind: string; readonly name: string }[];
}

/** Syncs an Application by hand, as `argocd app sync` does. */
export async function sync(client: KubeClient, name: string, { prune = false, resources }: SyncOptions = {}) {
  const { spec } = WithSyncOptions.parse(await client.get(applicationRef(name)));
  const syncOptions = spec.syncPolicy?.syncOptions ?? [];
  await client.patch(applicationRef(name), {
    operation: {
      initiatedBy: { username: 'a person' },
      sync: { prune, syncOptions, ...(resources === undefined ? {} : { resources }) },
    },
  });
}

const WithSyncOptions = z.looseObject({
  spec: z.looseObject({ syncPolicy: z.looseObject({ syncOptions: z.array(z.string()).optional() }).optional() }),
});

/** Whether nothing is left to be done for an Application. */
export function isSettled({ status }: Application): boolean {
  const { sync: comparison, health, operationState } = status;
  return comparison?.status === 'Synced' && health?.status === 'Healthy' && operationState?.phase !== 'Running';
}

/** Whether Argo CD applies a commit by itself. */
export function isAutomatic(one: Application): boolean {
  return WithAutomated.safeParse(one).success;
}

const WithAutomated = z.looseObject({
  spec: z.looseObject({ syncPolicy: z.looseObject({ automated: z.looseObject({}) }) }),
});

/** The environment of an Application. */
export function environmentOf({ metadata }: Application): string {
  return metadata.labels?.['env'] ?? '';
}
