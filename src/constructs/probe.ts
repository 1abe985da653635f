import type * as kubernetes from '../../imports/kubernetes';

/** A question of the kubelet: does the process live, is it ready, has it started? */
export interface Probe {
  /** Over the network, or by a command in the container. The kubelet does not look at the certificate of `https`. */
  readonly protocol: 'http' | 'https' | 'grpc' | 'tcp' | 'exec';
  /** Path that an http or https probe asks for. @default / */
  readonly path?: string;
  /** Headers of an http or https probe. @default - those of the kubelet */
  readonly headers?: Readonly<Record<string, string>>;
  /** What an exec probe runs: it is content with the exit code 0. */
  readonly command?: readonly string[];
  /** Service of the gRPC health protocol that a grpc probe asks for. @default - the server as a whole */
  readonly grpcService?: string;
  /** Name of the port that is asked; an exec probe needs none. */
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
  probe: Probe,
  ports: readonly { readonly name: string; readonly containerPort: number }[],
): Pick<kubernetes.Probe, 'httpGet' | 'grpc' | 'tcpSocket' | 'exec'> {
  const { protocol, port } = probe;
  if (protocol === 'exec') return { exec: { command: probe.command ?? [] } };
  if (protocol === 'tcp') return { tcpSocket: { port } };
  if (protocol !== 'grpc') return { httpGet: requestOf(probe) };
  const number = ports.find(({ name }) => name === port)?.containerPort;
  if (number !== undefined) {
    return { grpc: { port: number, ...(probe.grpcService === undefined ? {} : { service: probe.grpcService }) } };
  }
  const names = ports.map(({ name }) => `"${name}"`).join(', ');
  throw new Error(`grpc probe asks port "${port}", but the container has ${names === '' ? 'no ports' : names}`);
}

function requestOf({ protocol, path, port, headers = {} }: Probe): kubernetes.HTTPGetAction {
  const names = Object.keys(headers).sort();
  return {
    path: path ?? '/',
    port,
    ...(protocol === 'https' ? { scheme: 'HTTPS' } : {}),
    ...(names.length === 0 ? {} : { httpHeaders: names.map((name) => ({ name, value: headers[name] ?? '' })) }),
  };
}
