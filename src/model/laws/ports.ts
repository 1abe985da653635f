import { documents } from '../catalog';
import type { Breach } from '../catalog';
import type { SettingPath } from '../explain';
import { didYouMean } from '../nearest';
import { portsOfContainer } from '../place-containers';
import { transportOf } from '../port-peers';
import type { Resolved } from '../resolve';
import type { ServicePort } from '../service';
import { isSoftware } from '../software';
import { placeOf } from './place-of';

/** Each port has a name and a number of its own, and what needs a port finds it. */
export function checkPorts(resolved: Resolved): readonly Breach[] {
  return [...twins(resolved), ...missingPorts(resolved), ...withoutPorts(resolved)];
}

function* twins({ wants, service }: Resolved): Iterable<Breach> {
  const document = documents.service(service);
  const names = wants.ports.map((port) => port.name);
  for (const [index, port] of wants.ports.entries()) {
    if (names.indexOf(port.name) < index) {
      yield {
        document,
        path: ['ports', index, 'name'],
        message: `port name "${port.name}" is used twice`,
        hint: 'give each port a name of its own',
      };
    }
    const isAlike = (other: ServicePort): boolean => transportOf(other) === transportOf(port);
    const same = wants.ports.findIndex((other) => other.containerPort === port.containerPort && isAlike(other));
    if (same < index) {
      yield {
        document,
        path: ['ports', index, 'containerPort'],
        message: `containerPort ${port.containerPort} is already port "${names[same]}"`,
        hint: 'one process port has one name',
      };
    }
    if (
      wants.ports.findIndex(
        (other) => (other.port ?? other.containerPort) === (port.port ?? port.containerPort) && isAlike(other),
      ) < index &&
      same === index
    ) {
      yield {
        document,
        path: ['ports', index],
        message: `port ${port.port ?? port.containerPort} is used twice`,
        hint: 'give each port a number of its own',
      };
    }
  }
}

function* missingPorts(resolved: Resolved): Iterable<Breach> {
  const { settings, wants, service } = resolved;
  const all = wants.ports.map((port) => port.name);
  // The kubelet asks a container by names of its own ports.
  const own = portsOfContainer(resolved).map((port) => port.name);
  const { liveness, startup } = settings.probes;
  const used: readonly { readonly path: SettingPath; readonly name: string; readonly isUsed: boolean }[] = [
    ...(['liveness', 'readiness', 'startup'] as const).map((name) => {
      const probe = settings.probes[name];
      return {
        path: ['probes', name, 'port'],
        name: probe?.port ?? '',
        isUsed:
          !isSoftware(wants) &&
          probe !== undefined &&
          probe.protocol !== 'none' &&
          probe.protocol !== 'exec' &&
          // What it has not adopted is not rendered.
          wants.unadopted?.includes(`${name}-probe`) !== true &&
          // A startup probe asks the port of the liveness probe, unless it says otherwise.
          (name !== 'startup' || liveness.protocol === 'none' || startup?.port !== liveness.port),
      };
    }),
    {
      path: ['metrics', 'port'],
      name: settings.metrics.port,
      isUsed: settings.monitoring.scrape || settings.metrics.annotations,
    },
    { path: ['exposure', 'port'], name: settings.exposure.port, isUsed: wants.public && all.length > 0 },
  ];
  for (const { path, name, isUsed } of used) {
    const names = path[0] === 'probes' ? own : all;
    const isUdp = wants.ports.some((port) => port.name === name && port.protocol === 'udp');
    if (isUsed && isUdp && path[0] !== 'exposure') {
      yield {
        ...placeOf(resolved, path),
        message: `port "${name}" of service "${service}" is one of UDP, which nobody can ask for ${path[0] === 'probes' ? 'an answer' : 'metrics'}`,
        hint: 'name a port of TCP, or leave out what asks it',
      };
    }
    if (!isUsed || names.includes(name)) continue;
    const isOfNothing = names.length === 0;
    yield {
      ...placeOf(resolved, path),
      message: isOfNothing
        ? `${path.join('.')} names a port, and service "${service}" listens on nothing`
        : `service "${service}" has no port "${name}"`,
      hint: isOfNothing ? `add the port to ports, or leave out what asks it` : didYouMean(name, names),
    };
  }
}

/** What only makes sense of a service that somebody can call. */
function* withoutPorts(resolved: Resolved): Iterable<Breach> {
  const { settings, wants, service } = resolved;
  if (wants.ports.length > 0) return;
  const { rollout, mesh } = settings;
  const isMade = !isSoftware(wants);
  const document = documents.service(service);
  const needs: readonly (Pick<Breach, 'document' | 'path'> & { readonly what: string; readonly isWanted: boolean })[] =
    [
      { document, path: ['public'], what: 'a route leads to a port', isWanted: wants.public },
      { document, path: ['backup'], what: 'a backup calls the service', isWanted: wants.backup !== undefined },
      {
        ...placeOf(resolved, ['rollout', 'strategy']),
        what: 'blueGreen moves requests from one version to the next',
        isWanted: isMade && rollout.strategy === 'blueGreen',
      },
      {
        ...placeOf(resolved, ['rollout', 'analysis']),
        what: 'an analysis measures requests',
        isWanted: isMade && rollout.strategy === 'canary' && rollout.analysis,
      },
      {
        ...placeOf(resolved, ['mesh', 'routes']),
        what: 'a ServiceProfile is about requests',
        isWanted: mesh.provider === 'linkerd' && mesh.routes === 'service-profile',
      },
    ];
  for (const { what, isWanted, ...place } of needs) {
    if (!isWanted) continue;
    yield {
      ...place,
      message: `service "${service}" listens on nothing, and ${what}`,
      hint: 'add the port to ports, or leave this out',
    };
  }
}
