import * as z from 'zod';

import { jobOf, vitalComponents } from '../../monitoring/argocd-components';
import { inTurns } from '../in-turns';
import type { KubernetesApi } from '../kubernetes-api';
import type { Plan, PlannedMonitor } from '../plan';
import { wrong } from '../symptom';
import type { Symptom } from '../symptom';

const Ports = z.array(z.looseObject({ name: z.string().default('') })).nullish();
const Found = z.looseObject({
  items: z
    .array(
      z.looseObject({
        spec: z.looseObject({ ports: Ports, containers: z.array(z.looseObject({ ports: Ports })).default([]) }),
      }),
    )
    .nullish(),
});

/** Parts that every Argo CD has; what else its monitors look for depends on who has installed it. */
const vitalJobs = new Set(vitalComponents.map(jobOf));

/**
 * Whether what Prometheus is to measure can be found: Services or pods with the labels and ports that the monitors name. Nothing
 * else says so: a monitor that finds nothing is no error, and alerts about what nobody measures never fire.
 *
 * @param isAdopted whether Argo CD is somebody else's
 */
export async function checkMetrics(
  api: KubernetesApi,
  { monitors }: Pick<Plan, 'monitors'>,
  isAdopted: boolean,
): Promise<readonly Symptom[]> {
  const expected = monitors.filter(({ name }) => !isAdopted || !name.startsWith('argocd-') || vitalJobs.has(name));
  const findings = await inTurns(expected, async (monitor) => {
    const missing = await missingPorts(api, monitor);
    return missing.length === 0 ? [] : [finding(monitor, missing, isAdopted)];
  });
  return findings.flat();
}

async function missingPorts(
  api: KubernetesApi,
  { kind, namespaces, labels, ports }: PlannedMonitor,
): Promise<readonly string[]> {
  const selector = Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  const query = selector === '' ? '' : `?${new URLSearchParams({ labelSelector: selector }).toString()}`;
  const named = new Set<string>();
  for (const namespace of namespaces) {
    const resource = kind === 'PodMonitor' ? 'pods' : 'services';
    const { items } = Found.parse((await api.find(`/api/v1/namespaces/${namespace}/${resource}${query}`)) ?? {});
    for (const { spec } of items ?? []) {
      const all = [spec.ports, ...spec.containers.map((container) => container.ports)];
      for (const { name } of all.flatMap((one) => one ?? [])) named.add(name);
    }
  }
  return ports.filter((port) => !named.has(port));
}

function finding({ kind, name, namespaces }: PlannedMonitor, missing: readonly string[], isAdopted: boolean): Symptom {
  const what = `${kind} "${name}" finds ${kind === 'PodMonitor' ? 'no pod' : 'no Service'} with the port ${missing.join(', ')} in ${namespaces.join(', ')}: it is not measured, and no alert speaks of it`;
  return isAdopted && vitalJobs.has(name)
    ? wrong(
        'metrics',
        what,
        'let the chart of Argo CD make it: metrics.enabled of each part (docs/how-to/adopt-argo-cd.md)',
      )
    : wrong('metrics', what, `kubectl get pods -n ${namespaces.join(' -n ')}: is it running?`);
}
