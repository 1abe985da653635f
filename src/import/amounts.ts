import { Environment } from '../model/environment';
import type { Settings } from '../model/presets';
import { quantityValue } from '../model/quantity';
import type { Amounts } from './environment-data';

/** A placement, as far as its size matters. */
export interface Sized {
  readonly namespace: string;
  readonly settings: Settings;
}

/** What the services of a namespace need together: pods, cores and bytes. */
interface Sums {
  readonly pods: number;
  readonly requests: { readonly cpu: number; readonly memory: number };
  readonly limits: { readonly cpu: number; readonly memory: number };
}

const gibibyte = 2 ** 30;

/** Room for the services of an environment: a quota of twice what runs in the fullest namespace, at its largest. */
export function amountsFor(placements: readonly Sized[]): Amounts {
  const byNamespace = new Map<string, Sized[]>();
  for (const one of placements) byNamespace.set(one.namespace, [...(byNamespace.get(one.namespace) ?? []), one]);
  const sums = [...byNamespace.values()].map((members): Sums => ({
    pods: sum(members, mostPods),
    requests: { cpu: needs(members, 'requests', 'cpu'), memory: needs(members, 'requests', 'memory') },
    limits: { cpu: needs(members, 'limits', 'cpu'), memory: needs(members, 'limits', 'memory') },
  }));
  const most = (of: (one: Sums) => number): number => Math.max(1, ...sums.map(of));
  const side = (name: 'requests' | 'limits'): { readonly cpu: string; readonly memory: string } => ({
    cpu: String(Math.ceil(2 * most((one) => one[name].cpu))),
    memory: `${Math.ceil((2 * most((one) => one[name].memory)) / gibibyte)}Gi`,
  });
  const largest = (resource: 'cpu' | 'memory'): number =>
    Math.max(0, ...placements.map(({ settings }) => valueOf(settings.resources.limits[resource])));
  return {
    quota: { requests: side('requests'), limits: side('limits'), pods: 2 * most((one) => one.pods) },
    containerLimits: Environment.shape.containerLimits.parse({
      max: {
        cpu: String(Math.max(2, Math.ceil(largest('cpu')))),
        memory: `${Math.max(4, Math.ceil(largest('memory') / gibibyte))}Gi`,
      },
      default: { cpu: '500m', memory: '512Mi' },
      defaultRequest: { cpu: '100m', memory: '128Mi' },
    }),
  };
}

/** Every replica, as many again while they are replaced, and a backup. */
function mostPods({ settings: { scale, rollout } }: Sized): number {
  const replicas = scale.owner === 'fixed' ? scale.replicas : scale.maxReplicas;
  const surge = 'maxSurge' in rollout && typeof rollout.maxSurge === 'number' ? rollout.maxSurge : 0;
  return Math.max(replicas * 2, replicas + surge) + 1;
}

function needs(members: readonly Sized[], side: 'requests' | 'limits', resource: 'cpu' | 'memory'): number {
  return sum(members, (one) => mostPods(one) * valueOf(one.settings.resources[side][resource]));
}

function sum(members: readonly Sized[], of: (one: Sized) => number): number {
  return members.reduce((total, one) => total + of(one), 0);
}

function valueOf(quantity: string): number {
  return quantityValue(quantity) ?? 0;
}
