import * as z from 'zod';

import { unknown, wrong } from '../symptom';
import type { Symptom } from '../symptom';
import { inTurns } from '../in-turns';
import { ApiRefusal } from '../kubernetes-api';
import type { KubernetesApi } from '../kubernetes-api';
import type { PlannedSecret } from '../plan';

const Secret = z.looseObject({ data: z.record(z.string(), z.unknown()).default({}) });

/** Whether the Secrets that the platform reads are there, with their keys. Values are neither compared nor shown. */
export async function checkSecrets(api: KubernetesApi, planned: readonly PlannedSecret[]): Promise<readonly Symptom[]> {
  const findings = await inTurns(planned, async (secret) => await check(api, secret));
  return findings.flat();
}

async function check(api: KubernetesApi, secret: PlannedSecret): Promise<readonly Symptom[]> {
  const { namespace, name, keys, isFromStore } = secret;
  const where = `Secret "${name}" in the namespace "${namespace}"`;
  const remedy = isFromStore
    ? `put the keys into the store; "kubectl describe externalsecret ${name} -n ${namespace}" says what External Secrets found`
    : `make it, or add what is missing: the stack says that somebody else keeps it`;
  try {
    const found = await api.find(`/api/v1/namespaces/${namespace}/secrets/${name}`);
    if (found === undefined) return [wrong('secrets', `there is no ${where}; its keys are ${keys.join(', ')}`, remedy)];
    const { data } = Secret.parse(found);
    const missing = keys.filter((key) => !Object.hasOwn(data, key));
    return missing.length === 0 ? [] : [wrong('secrets', `${where} has no ${missing.join(', ')}`, remedy)];
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    return [unknown('secrets', `${where} could not be read: ${error.message}`, 'ask somebody who may read it')];
  }
}
