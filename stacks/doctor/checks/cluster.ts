import * as z from 'zod';

import type { Stack } from '../../platform-command/read-stack';
import { wrong } from '../symptom';
import type { Symptom } from '../symptom';
import { ApiRefusal } from '../kubernetes-api';
import type { KubernetesApi } from '../kubernetes-api';

const Namespace = z.looseObject({ metadata: z.looseObject({ uid: z.string() }) });

/**
 * Whether this is the cluster that the stack is for: the uid of the namespace kube-system, which no two clusters share.
 *
 * @throws Unreachable when nobody answers, ApiRefusal when this user is nobody there
 */
export async function checkCluster(api: KubernetesApi, stack: Stack): Promise<readonly Symptom[]> {
  const uid = await uidOf(api);
  if (typeof uid !== 'string') return [uid];
  const set = `pulumi config set --stack ${stack.name} --path slipway:cluster.id ${uid}`;
  if (!stack.namesItsCluster) {
    return [
      wrong(
        'cluster',
        `the stack "${stack.name}" does not say which cluster it is for`,
        `if it is for this one: ${set}`,
      ),
    ];
  }
  const { id } = stack.settings.cluster;
  if (uid === id) return [];
  const what = `this is another cluster: the namespace kube-system has the uid ${uid}, and the stack "${stack.name}" is for the cluster with ${id}`;
  return [
    wrong(
      'cluster',
      what,
      `choose its context (KUBECONFIG, or slipway:cluster.context in ${stack.file}); if the cluster was made anew: ${set}`,
    ),
  ];
}

async function uidOf(api: KubernetesApi): Promise<Symptom | string> {
  try {
    return Namespace.parse(await api.ask({ path: '/api/v1/namespaces/kube-system' })).metadata.uid;
  } catch (error) {
    if (!(error instanceof ApiRefusal) || error.status !== 403) throw error;
    return wrong(
      'cluster',
      `the namespace kube-system cannot be read: ${error.message}`,
      'ask for the right to get it',
    );
  }
}
