import { decideInMesh, probesOf } from '../helpers/mesh-decision';
import type { RenderedObject } from '../helpers/shipped-catalog';
import type { SimulatedPod } from './simulated-pods';

/** The routes by which the proxy of a pod counts the probes of the kubelet, and what Prometheus asks the service. */
export function checkRoutes(
  objects: readonly RenderedObject[],
  { namespace, labels, workload }: SimulatedPod,
): readonly { readonly port: number; readonly route: string }[] {
  const pod = { namespace, labels, spec: workload['spec'].template.spec };
  const from = '10.0.0.1';
  const scrapes = objects
    .filter(({ kind, metadata }) => kind === 'ServiceMonitor' && metadata.namespace === namespace)
    .filter(({ metadata }) => metadata.name === labels['app'])
    .flatMap(({ spec }) => spec.endpoints.map((one: { port: string; path: string }) => ({ httpGet: one })));
  return [...probesOf(pod), ...scrapes].flatMap(({ httpGet, grpc }) => {
    if (grpc !== undefined) {
      const path = '/grpc.health.v1.Health/Check';
      return [{ port: grpc.port, route: decideInMesh(objects, pod, grpc.port, { from, method: 'POST', path }).route }];
    }
    if (httpGet === undefined) return [];
    const port = numberOf(pod.spec, httpGet.port);
    return [{ port, route: decideInMesh(objects, pod, port, { from, method: 'GET', path: httpGet.path }).route }];
  });
}

/** How often the kubelet and Prometheus ask a pod by HTTP in a second, as its probes say; Prometheus comes twice a minute. */
export function checksEachSecond({ workload }: SimulatedPod): number {
  const probes = probesOf({ spec: workload['spec'].template.spec }).filter(({ httpGet }) => httpGet !== undefined);
  return probes.reduce((sum, { periodSeconds }) => sum + 1 / periodSeconds, 1 / 30);
}

function numberOf(
  spec: { readonly containers: readonly { readonly ports?: readonly { name: string; containerPort: number }[] }[] },
  port: string | number,
): number {
  const found = spec.containers.flatMap(({ ports = [] }) => ports).find(({ name }) => name === port)?.containerPort;
  return typeof port === 'number' ? port : (found ?? 0);
}
