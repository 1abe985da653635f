import { documents } from '../catalog';
import type { Breach } from '../catalog';
import { hasMembers } from '../pods';
import type { Platform } from '../platform';
import type { Resolved } from '../resolve';
import { beginsWithinBounds } from '../scale';
import { placeOf } from './place-of';

/** What must hold of the settings of a placement once all layers were laid. Findings point at the layer that decided. */
export function checkSettings(resolved: Resolved, platform: Platform): readonly Breach[] {
  return [...scale(resolved), ...rollout(resolved), ...secrets(resolved), ...contacts(platform, resolved)];
}

function* scale(resolved: Resolved): Iterable<Breach> {
  const { scale: owner } = resolved.settings;
  if (owner.owner === 'fixed') return;
  const { minReplicas, maxReplicas, initialReplicas } = owner;
  if (minReplicas > maxReplicas) {
    yield {
      ...placeOf(resolved, ['scale', 'minReplicas']),
      message: `scale.minReplicas ${minReplicas} is above scale.maxReplicas ${maxReplicas}`,
      hint: 'swap them or raise scale.maxReplicas',
    };
  } else if (!beginsWithinBounds(owner)) {
    yield {
      ...placeOf(resolved, ['scale', 'initialReplicas']),
      message: `scale.initialReplicas ${initialReplicas} is not from scale.minReplicas ${minReplicas} to scale.maxReplicas ${maxReplicas}`,
      hint: 'the autoscaler would not leave it there: choose a number between them, or leave it out',
    };
  }
}

/** A rollout that may neither add a pod nor take one away never begins; Kubernetes refuses it. */
function* rollout(resolved: Resolved): Iterable<Breach> {
  const { rollout: how } = resolved.settings;
  if (how.strategy === 'blueGreen' || how.strategy === 'recreate' || hasMembers(resolved.wants)) return;
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
