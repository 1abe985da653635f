import * as z from 'zod';

import { quantityValue } from '../../src/model/quantity';
import type { Rendered } from './real-chart';

const Requests = z.looseObject({ cpu: z.coerce.string().optional(), memory: z.coerce.string().optional() });
const Resources = z.looseObject({ requests: Requests.nullish() });
const Container = z.looseObject({
  name: z.string(),
  args: z.array(z.string()).nullish(),
  restartPolicy: z.string().optional(),
  resources: Resources.nullish(),
});
const PodSpec = z.looseObject({ containers: z.array(Container), initContainers: z.array(Container).nullish() });
const Workload = z.looseObject({
  replicas: z.number().nullish(),
  template: z.looseObject({ spec: PodSpec }),
});
/** What Prometheus' operator makes a StatefulSet of. */
const Operated = z.looseObject({ replicas: z.number().nullish(), resources: Resources.nullish() });

/** Cores, and bytes. */
export interface Amounts {
  readonly cpu: number;
  readonly memory: number;
}

/**
 * What the pods of some objects ask for together on a cluster of one node, by the rule of the scheduler: all that run at once, or
 * the largest that runs before (Kubernetes, "Init containers", "Resource sharing within containers").
 *
 * @param objects of one release: the operator of Prometheus is told what to give the containers that it puts beside programs
 */
export function askedBy(objects: readonly Rendered[]): Amounts {
  const reloader = reloaderOf(objects);
  const all = objects.map(({ kind, spec }): Amounts => {
    if (kind === 'Prometheus' || kind === 'Alertmanager') {
      const { replicas, resources } = Operated.parse(spec);
      return times(replicas ?? 1, plus(amountsOf(resources), reloader));
    }
    if (kind !== 'Deployment' && kind !== 'StatefulSet' && kind !== 'DaemonSet') return nothing;
    const { replicas, template } = Workload.parse(spec);
    return times(kind === 'DaemonSet' ? 1 : (replicas ?? 1), ofPod(template.spec));
  });
  return all.reduce(plus, nothing);
}

/** What the operator gives a container that reads a configuration again (prometheus-operator, `--config-reloader-cpu-request`). */
function reloaderOf(objects: readonly Rendered[]): Amounts {
  const words = objects
    .filter(({ kind }) => kind === 'Deployment')
    .flatMap(({ spec }) => Workload.parse(spec).template.spec.containers.flatMap(({ args }) => args ?? []));
  const said = (resource: string): number => {
    const flag = `--config-reloader-${resource}-request=`;
    return quantityValue(words.find((word) => word.startsWith(flag))?.slice(flag.length) ?? '0') ?? 0;
  };
  return { cpu: said('cpu'), memory: said('memory') };
}

function ofPod({ containers, initContainers }: z.output<typeof PodSpec>): Amounts {
  const sidecars = (initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  const before = (initContainers ?? []).filter(({ restartPolicy }) => restartPolicy !== 'Always');
  const running = [...containers, ...sidecars].map(({ resources }) => amountsOf(resources)).reduce(plus, nothing);
  return before.map(({ resources }) => amountsOf(resources)).reduce(larger, running);
}

const nothing: Amounts = { cpu: 0, memory: 0 };

function amountsOf(resources: z.output<typeof Resources> | null | undefined): Amounts {
  const { cpu = '0', memory = '0' } = resources?.requests ?? {};
  return { cpu: quantityValue(cpu) ?? 0, memory: quantityValue(memory) ?? 0 };
}

function plus(a: Amounts, b: Amounts): Amounts {
  return { cpu: a.cpu + b.cpu, memory: a.memory + b.memory };
}

function larger(a: Amounts, b: Amounts): Amounts {
  return { cpu: Math.max(a.cpu, b.cpu), memory: Math.max(a.memory, b.memory) };
}

function times(count: number, { cpu, memory }: Amounts): Amounts {
  return { cpu: count * cpu, memory: count * memory };
}
