import type { Catalog } from '../../src/model/catalog';
import type { Environment } from '../../src/model/environment';
import type { notificationServices } from '../../src/model/platform';
import { InputError } from '../../src/model/problem';
import type { Problem } from '../../src/model/problem';
import { events } from './events';

/** A way by which people and the portal hear of something, as the catalog names it. */
export type Channel = (typeof notificationServices)[number];

/**
 * The channels that a cluster needs: those that the platform and the environments of the cluster name in `notifications`, so a
 * cluster on which nobody is woken needs no key of PagerDuty.
 *
 * @param environments names of environments of the catalog
 * @param sendsMail whether the stack says which mail server there is
 * @param tellsPortal whether there is a controller that tells the portal: without one, nobody is told who asked for that
 * @returns channels in the order of the catalog's words, each once
 * @throws InputError with everything that the catalog asks for and no notification can do
 */
export function channelsOf(
  catalog: Catalog,
  environments: readonly string[],
  sendsMail: boolean,
  tellsPortal: boolean,
): readonly Channel[] {
  const places = placesOf(catalog, environments);
  const problems = places.flatMap((place) => [...problemsOf(place, sendsMail), ...recoveriesOfNothing(place, places)]);
  if (problems.length > 0) throw new InputError(problems);
  return channels.filter(
    (channel) =>
      (channel !== 'port' || tellsPortal) && places.some(({ notifications }) => notifications[channel] !== undefined),
  );
}

const channels: readonly Channel[] = ['port', 'slack', 'email', 'pagerduty'];

/** A file of the catalog that says who hears of what. */
interface Place {
  readonly file: string;
  readonly notifications: Environment['notifications'];
}

function placesOf({ platform, environments }: Catalog, names: readonly string[]): readonly Place[] {
  const ofEnvironments = names.map((name) => ({
    file: `catalog/environments/${name}.yaml`,
    notifications: environments.get(name)?.notifications ?? {},
  }));
  return [{ file: 'catalog/platform.yaml', notifications: platform.notifications }, ...ofEnvironments];
}

function* problemsOf({ file, notifications }: Place, sendsMail: boolean): Iterable<Problem> {
  if (notifications.email !== undefined && !sendsMail) {
    yield {
      file,
      path: ['notifications', 'email'],
      message: 'notifications go out by e-mail, and the stack has no "slipway:email"',
      hint: 'set slipway:email to the mail server (host, from), or take "email" out of the notifications',
    };
  }
  for (const [index, trigger] of (notifications.pagerduty ?? []).entries()) {
    const { severity } = events[trigger];
    if (severity === 'critical') continue;
    yield {
      file,
      path: ['notifications', 'pagerduty', index],
      message: `"${trigger}" is of severity "${severity}", and PagerDuty wakes people for what is critical only`,
      hint: `name ${critical.join(' or ')}, or send "${trigger}" by slack or email`,
    };
  }
}

/** Argo CD only knows what it has told: who was never told of a degradation is healthy, not healthy again. */
function* recoveriesOfNothing({ file, notifications }: Place, [platform]: readonly Place[]): Iterable<Problem> {
  const told = [notifications, platform?.notifications ?? {}].flatMap((each) => Object.values(each).flat());
  if (told.includes('on-health-degraded')) return;
  for (const [channel, triggers = []] of Object.entries(notifications)) {
    const index = triggers.indexOf('on-health-recovered');
    if (index === -1) continue;
    yield {
      file,
      path: ['notifications', channel, index],
      message: '"on-health-recovered" is told of what "on-health-degraded" was told of, and nobody is told of that',
      hint: 'name "on-health-degraded" on this channel or on another one',
    };
  }
}

const critical = Object.entries(events).flatMap(([trigger, { severity }]) =>
  severity === 'critical' ? [trigger] : [],
);
