import type * as kubernetes from '../../imports/kubernetes';

/** A question of the kubelet: does the process live, is it ready, has it started? */
export interface Probe {
  readonly protocol: 'http' | 'grpc' | 'tcp';
  /** Path that an http probe asks for. @default / */
  readonly path?: string;
  /** Name of the port that is asked. */
  readonly port: string;
  readonly initialDelaySeconds: number;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
}

/** A probe of a container that has these ports. */
export function probeOf(
  probe: Probe,
  ports: readonly { readonly name: string; readonly containerPort: number }[],
): kubernetes.Probe {
  const { initialDelaySeconds, periodSeconds, timeoutSeconds, failureThreshold } = probe;
  return { ...actionOf(probe, ports), initialDelaySeconds, periodSeconds, timeoutSeconds, failureThreshold };
}

function actionOf(
  { protocol, path, port }: Probe,
  ports: readonly { readonly name: string; readonly containerPort: number }[],
): Pick<kubernetes.Probe, 'httpGet' | 'grpc' | 'tcpSocket'> {
  if (protocol === 'http') return { httpGet: { path: path ?? '/', port } };
  if (protocol === 'tcp') return { tcpSocket: { port } };
  const number = ports.find(({ name }) => name === port)?.containerPort;
  if (number !== undefined) return { grpc: { port: number } };
  const names = ports.map(({ name }) => `"${name}"`).join(', ');
  throw new Error(`grpc probe asks port "${port}", but the container has ${names === '' ? 'no ports' : names}`);
}
