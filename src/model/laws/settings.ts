import { documents } from '../catalog';
import type { Finding } from '../catalog';
import { decidingLayer } from '../layers';
import { didYouMean } from '../nearest';
import type { Platform } from '../platform';
import { quantityValue } from '../quantity';
import type { Resolved } from '../resolve';

type Path = readonly (string | number)[];

/** What must hold of the settings of a placement once all layers were laid. Findings point at the layer that decided. */
export function checkSettings(platform: Platform, resolved: Resolved): readonly Finding[] {
  return [
    ...resources(resolved),
    ...scale(resolved),
    ...ports(resolved),
    ...storage(resolved),
    ...contacts(platform, resolved),
  ];
}

/** The place in a file that decides a setting: where a reader has to change something. */
export function placeOf(resolved: Resolved, path: Path): Pick<Finding, 'document' | 'path'> {
  const layer = decidingLayer(resolved.layers, path);
  if (layer?.document === undefined)
    return { document: documents.overlay(resolved.service, resolved.environment), path: [] };
  return { document: layer.document, path: [...layer.prefix, ...path] };
}

function* resources(resolved: Resolved): Iterable<Finding> {
  const { requests, limits } = resolved.settings.resources;
  const who = `service "${resolved.service}" in "${resolved.environment}"`;
  for (const resource of ['cpu', 'memory', 'ephemeralStorage'] as const) {
    if (value(requests[resource]) > value(limits[resource])) {
      yield {
        ...placeOf(
          resolved,
          firstSet(resolved, ['resources', 'requests', resource], ['resources', 'limits', resource]),
        ),
        message: `${who} requests ${requests[resource]} of ${resource}, above its limit of ${limits[resource]}`,
        hint: `raise resources.limits.${resource} or lower resources.requests.${resource}`,
      };
    }
  }
  const { max } = resolved.where.containerLimits;
  for (const resource of ['cpu', 'memory'] as const) {
    if (value(limits[resource]) > value(max[resource])) {
      yield {
        ...placeOf(resolved, ['resources', 'limits', resource]),
        message: `${who} has a ${resource} limit of ${limits[resource]}, above the ${max[resource]} that one container may have there`,
        hint: `lower it or raise containerLimits.max.${resource} in ${documents.environment(resolved.environment)}`,
      };
    }
  }
  const scratch = Object.values(resolved.settings.scratch).reduce((sum, size) => sum + value(size), 0);
  if (scratch > value(limits.ephemeralStorage)) {
    yield {
      ...placeOf(resolved, ['scratch']),
      message: `${who} has scratch folders of ${Object.values(resolved.settings.scratch).join(' + ')}, above its limit of ${limits.ephemeralStorage} of ephemeralStorage`,
      hint: 'the pod would be evicted when they fill up: raise resources.limits.ephemeralStorage or make them smaller',
    };
  }
}

function* scale(resolved: Resolved): Iterable<Finding> {
  const { scale: owner } = resolved.settings;
  if (owner.owner === 'fixed' || owner.minReplicas <= owner.maxReplicas) return;
  yield {
    ...placeOf(resolved, ['scale', 'minReplicas']),
    message: `scale.minReplicas ${owner.minReplicas} is above scale.maxReplicas ${owner.maxReplicas}`,
    hint: 'swap them or raise scale.maxReplicas',
  };
}

function* ports(resolved: Resolved): Iterable<Finding> {
  const { settings, wants } = resolved;
  const document = documents.service(resolved.service);
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
    const same = wants.ports.findIndex((other) => other.containerPort === port.containerPort);
    if (same < index) {
      yield {
        document,
        path: ['ports', index, 'containerPort'],
        message: `containerPort ${port.containerPort} is already port "${names[same]}"`,
        hint: 'one process port has one name',
      };
    }
    if (
      wants.ports.findIndex((other) => (other.port ?? other.containerPort) === (port.port ?? port.containerPort)) <
        index &&
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
  const used: readonly { readonly path: Path; readonly name: string; readonly isUsed: boolean }[] = [
    ...(['liveness', 'readiness', 'startup'] as const).map((probe) => ({
      path: ['probes', probe, 'port'],
      name: settings.probes[probe]?.port ?? '',
      isUsed: settings.probes[probe] !== undefined,
    })),
    { path: ['metrics', 'port'], name: settings.metrics.port, isUsed: settings.monitoring.scrape },
    { path: ['exposure', 'port'], name: settings.exposure.port, isUsed: wants.public },
  ];
  for (const { path, name, isUsed } of used) {
    if (!isUsed || names.includes(name)) continue;
    yield {
      ...placeOf(resolved, path),
      message: `service "${resolved.service}" has no port "${name}"`,
      hint: didYouMean(name, names),
    };
  }
  const exposed = wants.ports.find((port) => port.name === settings.exposure.port);
  if (wants.public && exposed?.protocol === 'tcp') {
    yield {
      document,
      path: ['public'],
      message: `port "${exposed.name}" speaks tcp, which neither a route nor an Ingress can lead to`,
      hint: 'set exposure.port to an http or grpc port, or public to false',
    };
  }
}

function* storage(resolved: Resolved): Iterable<Finding> {
  const { wants, settings, service } = resolved;
  if (wants.storage !== undefined && settings.rollout.strategy !== 'rolling') {
    yield {
      ...placeOf(resolved, ['rollout', 'strategy']),
      message: `service "${service}" has storage, and ${settings.rollout.strategy} would run two versions on it`,
      hint: 'use the strategy rolling, or remove storage',
    };
  }
  if (wants.backup !== undefined && wants.storage === undefined) {
    yield {
      document: documents.service(service),
      path: ['backup'],
      message: `service "${service}" has a backup but no storage`,
      hint: 'add storage or remove backup',
    };
  }
}

/** An event that is sent to a team needs an address of that team. */
function* contacts(platform: Platform, resolved: Resolved): Iterable<Finding> {
  const team = platform.teams[resolved.wants.team];
  if (team === undefined) return;
  for (const [source, notifications] of [
    [documents.platform, platform.notifications],
    [documents.environment(resolved.environment), resolved.where.notifications],
  ] as const) {
    for (const contact of ['slack', 'email', 'pagerduty'] as const) {
      if (notifications[contact] === undefined || team[contact] !== undefined) continue;
      yield {
        document: documents.platform,
        path: ['teams', resolved.wants.team],
        message: `team "${resolved.wants.team}" has no ${contact}, but ${source} sends events there`,
        hint: `add teams.${resolved.wants.team}.${contact} or remove notifications.${contact}`,
      };
    }
  }
}

// A default cannot be edited; when one of two contradicting settings is in a file, that is the one to point at.
function firstSet(resolved: Resolved, ...paths: readonly Path[]): Path {
  return paths.find((path) => decidingLayer(resolved.layers, path)?.document !== undefined) ?? paths[0] ?? [];
}

function value(quantity: string): number {
  return quantityValue(quantity) ?? 0;
}
