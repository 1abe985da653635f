import { everything } from '../charts-suite/installation';
import { PodNetwork } from '../charts-suite/network';
import { podsOf } from '../charts-suite/pods';
import type { Pod } from '../charts-suite/pods';
import { Rendered } from '../charts-suite/real-chart';
import type { RenderedObject } from '../helpers/shipped-catalog';
import { theStack } from '../stacks/helpers/the-stack';
import type { Discovered } from './discovered-targets';
import { recordedPlatform } from './recorded-platform';
import type { SimulatedPod } from './simulated-pods';

/** A platform with everything switched on, as Prometheus meets it. */
export interface WatchedPlatform {
  /** What the program makes itself: monitors, rules, dashboards, policies, jobs. */
  readonly objects: readonly RenderedObject[];
  /** Those of its charts, as they are recorded, and those of its own objects. */
  readonly pods: readonly SimulatedPod[];
  readonly services: readonly RenderedObject[];
  /** Whether policies let Prometheus ask a target. */
  readonly letsIn: (target: Discovered) => boolean;
}

/** What the program of the stack `prod` makes with every part and every add-on, and the pods that come of it. */
export async function watchedPlatform(): Promise<WatchedPlatform> {
  const own = (await theStack('prod', everything))
    .filter(({ type }) => type.startsWith('kubernetes:') && !type.startsWith('kubernetes:helm.sh/'))
    .map(({ inputs }) => Rendered.parse(inputs));
  const recorded = recordedPlatform();
  const ofCharts: readonly Pod[] = recorded.pods.map(({ of, namespace, labels, hostNetwork, containers }) => ({
    of,
    namespace,
    labels,
    spec: { hostNetwork, containers },
  }));
  // What the operator makes of an EnvoyProxy is recorded with the charts.
  const pods = [...ofCharts, ...podsOf(own.filter(({ kind }) => kind !== 'EnvoyProxy'))];
  const byName = new Map(pods.map((pod) => [nameOf(pod), pod]));
  const prometheus = pods.find(({ of }) => of.startsWith('Prometheus '));
  if (prometheus === undefined) throw new Error('nobody recorded a Prometheus; run "npm run chart-shapes"');
  const network = new PodNetwork(own);
  return {
    objects: own.map(asRendered),
    pods: pods.map(simulated),
    services: [
      ...own.filter(({ kind }) => kind === 'Service').map(asRendered),
      ...recorded.services.map(({ name, namespace, labels, selector, ports }) => ({
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name, namespace, labels },
        spec: { selector, ports },
      })),
    ],
    letsIn: ({ pod, port }) => {
      const target = byName.get(pod.name);
      return target !== undefined && network.allows(prometheus, target, port);
    },
  };
}

function simulated(pod: Pod): SimulatedPod {
  return {
    name: nameOf(pod),
    namespace: pod.namespace,
    labels: pod.labels,
    containers: pod.spec.containers.map(({ name, ports }) => ({
      name,
      ports: (ports ?? []).flatMap((port) =>
        port.name === undefined ? [] : [{ name: port.name, containerPort: port.containerPort }],
      ),
    })),
    workload: { apiVersion: '', kind: pod.of.split(' ')[0] ?? '', metadata: { name: pod.of.split(' ')[1] ?? '' } },
    hash: '',
  };
}

function nameOf({ of }: Pod): string {
  return of.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}

/** Labels that are null are none. */
function asRendered(object: Rendered): RenderedObject {
  const { name, namespace, labels, annotations } = object.metadata;
  return {
    ...object,
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      labels: labels ?? {},
      annotations: annotations ?? {},
    },
  };
}
