import { checkState } from '../doctor/checks/state';
import { examine } from '../doctor/examine';
import { areas, wrong } from '../doctor/symptom';
import type { Area, Symptom } from '../doctor/symptom';
import { KubectlError, targetOf, throughKubectl } from '../doctor/kubectl';
import type { Variables } from '../doctor/kubectl';
import { ApiRefusal, Unreachable } from '../doctor/kubernetes-api';
import { knownReleases } from '../doctor/known-releases';
import { planOf } from '../doctor/plan';
import type { Diagnosis } from '../doctor/report';
import type { LiveRelease } from '../doctor/releases';
import { accessOf } from './access-of';
import type { Stack } from './read-stack';

/** Areas that need the API server. */
const ofApiServer: readonly Area[] = areas.filter((area) => area !== 'cluster' && area !== 'state');

/**
 * Examines the cluster of a stack through the kubectl of this machine.
 *
 * @param root of the project
 * @param now when it is asked
 * @throws InputError for a catalog that the program cannot serve
 */
export async function doctor(root: string, stack: Stack, variables: Variables, now: Date): Promise<Diagnosis> {
  const plan = await planOf(stack);
  const access = accessOf(root, stack);
  const state = (live: readonly LiveRelease[]): readonly Symptom[] => checkState(root, stack.name, variables, live);
  const namespaces = () => knownReleases(root, stack.name, variables)?.namespaces ?? new Set<string>();
  let cluster = 'no cluster';
  try {
    const target = targetOf(access, variables);
    cluster = `${target.server} (context ${target.context})`;
    const { kubernetes, findings, skipped, live } = await throughKubectl(
      access,
      variables,
      async (api) => await examine(api, stack, plan, now, namespaces),
    );
    return {
      stack: stack.name,
      cluster: `${cluster}, Kubernetes ${kubernetes}`,
      findings: [...findings, ...state(live)],
      skipped,
    };
  } catch (error) {
    const finding = unreached(error, cluster);
    return { stack: stack.name, cluster, findings: [finding, ...state([])], skipped: ofApiServer };
  }
}

function unreached(error: unknown, cluster: string): Symptom {
  if (error instanceof KubectlError) return wrong('cluster', error.message, error.remedy);
  // What every cluster lets everybody read who has signed in.
  if (error instanceof ApiRefusal) {
    return wrong(
      'cluster',
      `${cluster} refuses to answer: ${error.message}`,
      'sign in again; "kubectl auth whoami" says as whom',
    );
  }
  if (!(error instanceof Unreachable)) throw error;
  return wrong(
    'cluster',
    `${cluster} cannot be reached: ${error.message}`,
    'is the VPN on, and does "kubectl version" answer? A preview would not have said so',
  );
}
