import { documents } from '../catalog';
import type { Breach } from '../catalog';
import type { SettingPath } from '../explain';
import { didYouMean } from '../nearest';
import type { Platform } from '../platform';
import type { Resolved } from '../resolve';
import { placeOf } from './place-of';

/** What must hold of the settings of a placement once all layers were laid. Findings point at the layer that decided. */
export function checkSettings(resolved: Resolved, platform: Platform): readonly Breach[] {
  return [
    ...scale(resolved),
    ...rollout(resolved),
    ...secrets(resolved),
    ...ports(resolved),
    ...storage(resolved),
    ...contacts(platform, resolved),
  ];
}

function* scale(resolved: Resolved): Iterable<Breach> {
  const { scale: owner } = resolved.settings;
  if (owner.owner === 'fixed' || owner.minReplicas <= owner.maxReplicas) return;
  yield {
    ...placeOf(resolved, ['scale', 'minReplicas']),
    message: `scale.minReplicas ${owner.minReplicas} is above scale.maxReplicas ${owner.maxReplicas}`,
    hint: 'swap them or raise scale.maxReplicas',
  };
}

/** A rollout that may neither add a pod nor take one away never begins; Kubernetes refuses it. */
function* rollout(resolved: Resolved): Iterable<Breach> {
  const { rollout: how } = resolved.settings;
  if (how.strategy === 'blueGreen' || resolved.wants.storage !== undefined) return;
  if (Number.parseInt(String(how.maxSurge), 10) > 0 || Number.parseInt(String(how.maxUnavailable), 10) > 0) return;
  yield {
    ...placeOf(resolved, ['rollout', 'maxSurge']),
    message: `rollout.maxSurge ${how.maxSurge} and rollout.maxUnavailable ${how.maxUnavailable} leave no way to replace a pod`,
    hint: 'set one of them above 0',
  };
}

function* secrets(resolved: Resolved): Iterable<Breach> {
  const keysByVariable = new Map<string, string>();
  for (const [key, { env }] of Object.entries(resolved.settings.secrets.keys)) {
    if (env === undefined) continue;
    const other = keysByVariable.get(env);
    keysByVariable.set(env, key);
    if (other === undefined) continue;
    yield {
      ...placeOf(resolved, ['secrets', 'keys', key, 'env']),
      message: `environment variable "${env}" already has the value of secret key "${other}"`,
      hint: 'give each key a variable of its own',
    };
  }
}

function* ports(resolved: Resolved): Iterable<Breach> {
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
  const { liveness, startup } = settings.probes;
  const used: readonly { readonly path: SettingPath; readonly name: string; readonly isUsed: boolean }[] = [
    ...(['liveness', 'readiness', 'startup'] as const).map((probe) => ({
      path: ['probes', probe, 'port'],
      name: settings.probes[probe]?.port ?? '',
      // A startup probe asks the port of the liveness probe, unless it says otherwise.
      isUsed: probe !== 'startup' || (startup !== undefined && startup.port !== liveness.port),
    })),
    {
      path: ['metrics', 'port'],
      name: settings.metrics.port,
      isUsed: settings.monitoring.scrape || settings.metrics.annotations,
    },
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

function* storage(resolved: Resolved): Iterable<Breach> {
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
function* contacts(platform: Platform, resolved: Resolved): Iterable<Breach> {
  if (!Object.hasOwn(platform.teams, resolved.wants.team)) return;
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
