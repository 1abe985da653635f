import * as z from 'zod';

import { publishedChart } from '../../stacks/versions';
import type { RecordedPlatform } from '../prometheus/recorded-platform';
import { everything, installationOf, realCharts } from './installation';
import { containersOf, podsOf } from './pods';
import type { Pod } from './pods';
import { isOwnChart } from '../../stacks/versions';

const ServiceSpec = z.looseObject({
  selector: z.record(z.string(), z.string()).nullish(),
  ports: z
    .array(
      z.looseObject({
        name: z.string().optional(),
        port: z.number(),
        targetPort: z.union([z.string(), z.number()]).optional(),
      }),
    )
    .default([]),
});

/**
 * What the real charts make of the values of a platform with everything switched on, as far as Prometheus sees it: pods with named
 * ports, and the Services before them.
 */
export async function recordPlatform(): Promise<RecordedPlatform> {
  const { releases, own, ofCharts } = await installationOf('prod', everything);
  // Pods of our own objects are made of these objects when they are asked for; the EnvoyProxy is one of ours, and its pods are not.
  const operated = own.filter(({ kind }) => kind === 'EnvoyProxy');
  const charts = releases.flatMap(({ chart }) =>
    isOwnChart(chart) || !realCharts.has(chart) ? [] : [[chart, publishedChart(chart).version] as const],
  );
  return {
    charts: Object.fromEntries(charts.sort(([a], [b]) => (a < b ? -1 : 1))),
    pods: podsOf([...ofCharts, ...operated])
      .map(recorded)
      .filter(({ containers }) => containers.length > 0)
      .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)),
    services: ofCharts
      .filter(({ kind }) => kind === 'Service')
      .map(({ metadata, spec }) => {
        const { selector, ports } = ServiceSpec.parse(spec);
        return {
          name: metadata.name,
          namespace: metadata.namespace ?? '',
          labels: metadata.labels ?? {},
          selector: selector ?? {},
          ports: ports.map(({ name = '', port, targetPort = port }) => ({ name, port, targetPort })),
        };
      })
      .sort((a, b) => (`${a.namespace} ${a.name}` < `${b.namespace} ${b.name}` ? -1 : 1)),
  };
}

/** Jobs are gone before anybody asks them, and have no ports. */
function recorded(pod: Pod): RecordedPlatform['pods'][number] {
  return {
    of: pod.of,
    namespace: pod.namespace,
    labels: pod.labels,
    hostNetwork: pod.spec.hostNetwork === true,
    containers: containersOf(pod).flatMap(({ name, ports }) => {
      const named = (ports ?? []).flatMap((port) =>
        port.name === undefined ? [] : [{ name: port.name, containerPort: port.containerPort }],
      );
      return named.length === 0 ? [] : [{ name, ports: named }];
    }),
  };
}

function keyOf({ namespace, of }: RecordedPlatform['pods'][number]): string {
  return `${namespace} ${of}`;
}
