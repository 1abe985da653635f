import { amountOfPod, podsAtOnce } from '../capacity';
import { documents } from '../catalog';
import type { Catalog, Breach } from '../catalog';
import { groupBy } from '../group-by';
import type { ServiceJob } from '../job';
import { jobResources } from '../place-jobs';
import { formatBytes, formatCpu, limitValue, quantityValue } from '../quantity';
import type { Resolved } from '../resolve';

/**
 * What runs in a namespace at its largest must fit into the namespace's quota: otherwise an HPA that wants to grow,
 * or a rollout that starts new pods before it stops old ones, is refused on the day when it matters.
 */
export function checkQuotas(_: Catalog, all: readonly Resolved[]): readonly Breach[] {
  // What is retired needs no room.
  const running = all.filter(({ isRetired, where }) => !isRetired && where.unadopted?.includes('quota') !== true);
  const byNamespace = groupBy(running, (resolved) => `${resolved.environment}\n${resolved.namespace}`);
  return [...byNamespace.values()].flatMap((members) => [...checkNamespace(members)]);
}

function* checkNamespace(members: readonly Resolved[]): Iterable<Breach> {
  const [first] = members;
  if (first === undefined) return;
  const { quota } = first.where;
  const needed = { requests: { cpu: 0, memory: 0 }, limits: { cpu: 0, memory: 0 } };
  let pods = 0;
  for (const member of members) {
    const count = mostPods(member);
    pods += count;
    for (const side of ['requests', 'limits'] as const) {
      for (const resource of ['cpu', 'memory'] as const) {
        needed[side][resource] += count * amountOfPod(member, side, resource) + amountOfJobs(member, side, resource);
      }
    }
    pods += Object.values(member.settings.jobs).reduce((sum, job) => sum + podsOfJob(job), 0);
  }
  const where = `namespace "${first.namespace}" of environment "${first.environment}"`;
  const services = members.length === 1 ? 'its service' : `its ${members.length} services`;
  const hint = (path: string) => `raise quota.${path}, or lower replicas or resources of ${services}`;
  for (const side of ['requests', 'limits'] as const) {
    for (const resource of ['cpu', 'memory'] as const) {
      if (needed[side][resource] <= limitValue(quota[side][resource]) * (1 + 1e-9)) continue;
      const format = resource === 'cpu' ? formatCpu : formatBytes;
      yield {
        document: documents.environment(first.environment),
        path: ['quota', side, resource],
        message: `${where} needs ${format(needed[side][resource])} of ${side}.${resource} at its largest, above its quota of ${quota[side][resource]}`,
        hint: hint(`${side}.${resource}`),
      };
    }
  }
  if (pods > quota.pods) {
    yield {
      document: documents.environment(first.environment),
      path: ['quota', 'pods'],
      message: `${where} needs ${pods} pods at its largest, above its quota of ${quota.pods}`,
      hint: hint('pods'),
    };
  }
}

/** What the jobs of a placement ask for or may use, if all of them run at once. */
function amountOfJobs(member: Resolved, side: 'requests' | 'limits', resource: 'cpu' | 'memory'): number {
  return Object.entries(member.settings.jobs).reduce((sum, [name, job]) => {
    const amount = quantityValue(jobResources(member, name, job)[side][resource]) ?? 0;
    return sum + podsOfJob(job) * amount;
  }, 0);
}

/** Pods of a job that may run at once. */
function podsOfJob({ parallelism = 1, suspended = false }: ServiceJob): number {
  return suspended ? 0 : parallelism;
}

/** Pods of a placement at its largest, and a backup that runs. */
function mostPods(member: Resolved): number {
  return podsAtOnce(member) + (member.wants.backup === undefined ? 0 : 1);
}
