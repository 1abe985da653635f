import { listAt, mappingAt, textAt, valueAt, type Mapping } from '../manifests/value-at';
import { noLimit } from '../model/quantity';
import type { Data } from './note';

/**
 * The probes of a container as the catalog says them.
 *
 * @param nameOf name of the port that a number or a name means
 */
export function probesOfContainer(container: Mapping, nameOf: (reference: unknown) => string | undefined): Data {
  return Object.fromEntries(
    (['liveness', 'readiness', 'startup'] as const).flatMap((kind) => {
      const probe = mappingAt(container, [`${kind}Probe`]);
      const asked = askedBy(probe);
      if (asked === undefined) return [];
      const port = nameOf(asked.port);
      const settings = {
        ...asked.settings,
        ...(port === undefined ? {} : { port }),
        initialDelaySeconds: probe['initialDelaySeconds'] ?? 0,
        periodSeconds: probe['periodSeconds'] ?? 10,
        timeoutSeconds: probe['timeoutSeconds'] ?? 1,
        failureThreshold: probe['failureThreshold'] ?? 3,
      };
      return [[kind, settings]];
    }),
  );
}

function askedBy(probe: Mapping): { readonly port?: unknown; readonly settings: Data } | undefined {
  const action = (['httpGet', 'grpc', 'tcpSocket', 'exec'] as const).find((name) => probe[name] !== undefined);
  const asked = action === undefined ? {} : mappingAt(probe, [action]);
  const port = asked['port'];
  switch (action) {
    case 'exec':
      return { settings: { protocol: 'exec', command: listAt(asked, ['command']).map(String) } };
    case 'tcpSocket':
      return { port, settings: { protocol: 'tcp' } };
    case 'grpc': {
      const grpcService = textAt(asked, ['service']) ?? '';
      return { port, settings: { protocol: 'grpc', ...(grpcService === '' ? {} : { grpcService }) } };
    }
    case 'httpGet': {
      const headers = Object.fromEntries(
        listAt(asked, ['httpHeaders']).map((one) => [textAt(one, ['name']) ?? '', textAt(one, ['value']) ?? '']),
      );
      const protocol = asked['scheme'] === 'HTTPS' ? 'https' : 'http';
      const path = textAt(asked, ['path']) ?? '/';
      return { port, settings: { protocol, path, ...(Object.keys(headers).length === 0 ? {} : { headers }) } };
    }
    default:
      return undefined;
  }
}

/** Requests and limits of a container as it says them: a limit of memory alone says that there is none of CPU. */
export function resourcesOfContainer(container: Mapping): Data {
  const hasOnlyMemory =
    amountAt(container, 'limits', 'memory') !== undefined && amountAt(container, 'limits', 'cpu') === undefined;
  return Object.fromEntries(
    (['requests', 'limits'] as const).flatMap((side) => {
      const amounts = resourceNames.flatMap(([name, key]) => {
        const amount = amountAt(container, side, name);
        return amount === undefined ? [] : [[key, amount]];
      });
      if (side === 'limits' && hasOnlyMemory) amounts.unshift(['cpu', noLimit]);
      return amounts.length === 0 ? [] : [[side, Object.fromEntries(amounts)]];
    }),
  );
}

/** What the processes of a container are, and may do, if it says anything of it: what it leaves out is as Kubernetes has it. */
export function securityOfContainer(container: Mapping): Data {
  const own = mappingAt(container, ['securityContext']);
  if (Object.keys(own).length === 0) return {};
  const capabilities = listAt(own, ['capabilities', 'add']).map(String);
  const drop = listAt(own, ['capabilities', 'drop']).map(String);
  return {
    runAsUser: own['runAsUser'] ?? 'image',
    runAsGroup: own['runAsGroup'] ?? 'image',
    ...(own['readOnlyRootFilesystem'] === true ? {} : { writableRoot: true }),
    ...(own['allowPrivilegeEscalation'] === false ? {} : { privilegeEscalation: true }),
    ...(own['privileged'] === true ? { privileged: true } : {}),
    ...(capabilities.length === 0 ? {} : { capabilities }),
    ...(drop.join() === 'ALL' ? {} : { drop }),
  };
}

/** Resources by their name in a container, and in the catalog. */
export const resourceNames = [
  ['cpu', 'cpu'],
  ['memory', 'memory'],
  ['ephemeral-storage', 'ephemeralStorage'],
] as const;

/** How much of a resource a container asks for, or may use. */
export function amountAt(container: Mapping, side: string, name: string): string | undefined {
  const amount = valueAt(container, ['resources', side, name]);
  return typeof amount === 'string' || typeof amount === 'number' ? String(amount) : undefined;
}
