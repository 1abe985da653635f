import { isMapping, listAt, textAt, valueAt } from '../manifests/value-at';
import type { WorkloadContainer } from './inventory';

/** A port that a container declares. */
export interface ContainerPort {
  readonly name: string | undefined;
  readonly number: number;
  readonly protocol: string;
  readonly index: number;
}

/** The ports that a container declares. */
export function declaredPorts({ value }: WorkloadContainer): readonly ContainerPort[] {
  return listAt(value, ['ports']).flatMap((port, index) => {
    const number = valueAt(port, ['containerPort']);
    if (!isMapping(port) || typeof number !== 'number') return [];
    return [{ name: textAt(port, ['name']), number, protocol: textAt(port, ['protocol']) ?? 'TCP', index }];
  });
}

/** Whether a port, by name or by number, is one of those. `8080` in quotes is a number for people and a name for the API. */
export function declares(ports: readonly ContainerPort[], port: string | number): boolean {
  return ports.some(({ name, number }) => (typeof port === 'number' ? number === port : name === port));
}

/** Kinds of probes, as containers call them. */
export const probeKeys = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;

/** The port that a probe asks; undefined when it asks none. */
export function portOfProbe(probe: unknown): { readonly port: string | number; readonly handler: string } | undefined {
  for (const handler of ['httpGet', 'tcpSocket', 'grpc']) {
    const port = valueAt(probe, [handler, 'port']);
    if (typeof port === 'string' || typeof port === 'number') return { port, handler };
  }
  return undefined;
}

/** Whether a container runs beside the others for as long as they do; an init container with `restartPolicy: Always` does. */
export function runsWithPod({ kind, value }: WorkloadContainer): boolean {
  return kind === 'container' || textAt(value, ['restartPolicy']) === 'Always';
}
