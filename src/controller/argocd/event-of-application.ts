import * as z from 'zod';

const Text = z.string().nullish();

/** What is read of an Application: what notifications tell of it, too (`stacks/notifications/portal-body.ts`). */
const SeenApplication = z.looseObject({
  metadata: z.looseObject({
    name: z.string(),
    namespace: Text,
    labels: z.record(z.string(), z.string()).default({}),
    annotations: z.record(z.string(), z.string()).default({}),
  }),
  status: z.looseObject({
    health: z.looseObject({ status: Text, lastTransitionTime: Text }).nullish(),
    sync: z.looseObject({ status: Text, revision: Text }).nullish(),
    reconciledAt: z.string(),
    operationState: z
      .looseObject({
        phase: Text,
        startedAt: Text,
        finishedAt: Text,
        syncResult: z.looseObject({ revision: Text }).nullish(),
        operation: z.looseObject({ initiatedBy: z.looseObject({ username: Text }).nullish() }).nullish(),
      })
      .nullish(),
    history: z
      .array(z.looseObject({ deployStartedAt: Text, initiatedBy: z.looseObject({ username: Text }).nullish() }))
      .nullish(),
    summary: z.looseObject({ images: z.array(z.string()).nullish() }).nullish(),
  }),
});

/**
 * Says of an Application what a notification would say of it now.
 *
 * @returns undefined for what belongs to no service, or what Argo CD has not looked at yet
 */
export function eventOfApplication(value: unknown): string | undefined {
  const { metadata, status } = SeenApplication.safeParse(value).data ?? {};
  const entity = metadata?.annotations['port.io/entity'];
  const environment = metadata?.labels['env'];
  if (metadata === undefined || status === undefined || entity === undefined || environment === undefined)
    return undefined;
  const { health, sync, reconciledAt, operationState: operation, history, summary } = status;
  return JSON.stringify({
    apiVersion: 'gitops.platform/v1',
    event: 'app-state',
    trigger: 'sweep',
    id: `sweep/${metadata.name}/${reconciledAt}`,
    app: metadata.name,
    namespace: metadata.namespace,
    entity,
    environment,
    health: health?.status,
    healthSince: health?.lastTransitionTime,
    sync: sync?.status,
    revision: operation?.syncResult?.revision,
    head: sync?.revision,
    operation:
      operation === undefined || operation === null
        ? null
        : {
            phase: operation.phase,
            startedAt: operation.startedAt,
            finishedAt: operation.finishedAt,
            revision: operation.syncResult?.revision,
            initiatedBy: operation.operation?.initiatedBy?.username,
          },
    deployments: (history ?? []).map(({ deployStartedAt, initiatedBy }) => ({
      startedAt: deployStartedAt,
      initiatedBy: initiatedBy?.username,
    })),
    images: summary?.images ?? [],
    observedAt: reconciledAt,
  });
}
