import * as z from 'zod';

import { applicationName } from '../../../src/model/place-names';
import { treeFolders } from '../../../src/model/tree-layout';
import type { Stack } from '../../platform-command/read-stack';
import { wrong } from '../symptom';
import type { Symptom } from '../symptom';
import type { KubernetesApi } from '../kubernetes-api';

const Application = z.looseObject({
  metadata: z.looseObject({ name: z.string(), labels: z.record(z.string(), z.string()).default({}) }),
  spec: z.looseObject({
    syncPolicy: z.looseObject({ automated: z.looseObject({ enabled: z.boolean().optional() }).optional() }).optional(),
  }),
  status: z
    .looseObject({
      sync: z.looseObject({ status: z.string() }).optional(),
      conditions: z.array(z.looseObject({ message: z.string().default('') })).default([]),
      operationState: z
        .looseObject({
          phase: z.string(),
          message: z.string().default(''),
          startedAt: z.string(),
          retryCount: z.number().default(0),
        })
        .optional(),
    })
    .default({ conditions: [] }),
});
type Application = z.output<typeof Application>;

const Applications = z.looseObject({ items: z.array(Application) });

/** The first tries may meet what is just being made beside them. */
const triesThatMayFail = 3;

/** A sync that has nothing to wait for is over in seconds, and a Deployment gives up after ten minutes. */
const minutesOfSync = 15;

/**
 * Applications of the environments of a stack that are stuck, each with the command that frees it or that says what to mend; and
 * environments that nothing delivers.
 */
export async function checkDelivery(
  api: KubernetesApi,
  { environments, catalog }: Stack,
  now: Date,
): Promise<readonly Symptom[]> {
  const { namespace } = catalog.catalog.platform.argocd;
  const found = await api.find(`/apis/argoproj.io/v1alpha1/namespaces/${namespace}/applications`);
  // Without the kind there is nothing to be stuck, and another check says that it is missing.
  if (found === undefined) return [];
  const { items } = Applications.parse(found);
  const names = new Set(items.map(({ metadata }) => metadata.name));
  return [
    ...environments.flatMap((environment) => {
      const bootstrap = applicationName(catalog.catalog.platform, 'bootstrap', environment);
      return names.has(bootstrap) ? [] : [undelivered(environment, bootstrap)];
    }),
    ...items
      .filter(({ metadata }) => environments.includes(metadata.labels['env'] ?? ''))
      .flatMap((application) => stuck(application, now)),
  ];
}

function undelivered(environment: string, bootstrap: string): Symptom {
  return wrong(
    'delivery',
    `there is no Application "${bootstrap}": nothing delivers "${environment}"`,
    `pulumi up makes it; so does kubectl apply -k ${treeFolders.bootstrap(environment)}`,
  );
}

function stuck({ metadata: { name }, spec, status }: Application, now: Date): readonly Symptom[] {
  const { sync, conditions, operationState: operation } = status;
  const look = `mend what argocd app get ${name} says; it goes on by itself within a few minutes`;
  if (sync?.status === 'Unknown') {
    const said = conditions.map(({ message }) => message).join('; ');
    return [wrong('delivery', `"${name}" cannot be compared with Git: ${said}`, look)];
  }
  if (operation === undefined) return [];
  const { phase, message, startedAt, retryCount } = operation;
  if (phase === 'Running' && retryCount >= triesThatMayFail) {
    return [wrong('delivery', `"${name}" was tried ${retryCount} times: ${message}`, look)];
  }
  const minutes = Math.floor((now.getTime() - Date.parse(startedAt)) / 60_000);
  if (phase === 'Running' && minutes >= minutesOfSync) {
    const free = `if it waits for what never comes: argocd app terminate-op ${name}, then argocd app sync ${name}`;
    return [wrong('delivery', `"${name}" has been syncing for ${minutes} minutes: ${message}`, free)];
  }
  const { automated } = spec.syncPolicy ?? {};
  const isAutomatic = automated !== undefined && automated.enabled !== false;
  if (isAutomatic && (phase === 'Failed' || phase === 'Error') && sync?.status === 'OutOfSync') {
    const again = `mend it, then argocd app sync ${name}: a sync by hand is not tried again`;
    return [wrong('delivery', `"${name}" could not be synced: ${message}`, again)];
  }
  return [];
}
