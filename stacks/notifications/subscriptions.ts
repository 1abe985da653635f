import type { Catalog } from '../../src/model/catalog';
import type { Environment } from '../../src/model/environment';
import type { Team } from '../../src/model/platform';
import type { Channel } from './channels';
import { events } from './events';
import type { Trigger } from './events';

/** A subscription that no Application has to ask for. */
export interface Subscription {
  /** `slack:platform`. */
  readonly recipients: readonly string[];
  readonly triggers: readonly Trigger[];
  /** Labels of the Applications that it is for. */
  readonly selector: string;
}

/**
 * Who hears of the Applications that belong to no service: the root, the baseline and the systems of each environment. They are
 * told to the teams that own the platform and the environment, on the channels of that environment. A service's Application
 * carries its subscriptions itself, and has the label `team`.
 *
 * None of them is told of health: that of a parent is what its children have, and was told of them.
 */
export function subscriptionsOf(
  { platform, environments }: Catalog,
  names: readonly string[],
): readonly Subscription[] {
  return names.flatMap((name) => {
    const { notifications = {}, owners = [] } = environments.get(name) ?? {};
    const teams = [...new Set([...platform.owners, ...owners])].flatMap((team) => platform.teams[team] ?? []);
    return Object.entries(contacts).flatMap(([channel, contactOf]) => {
      const recipients = teams.flatMap((team) => contactOf(team) ?? []).map((contact) => `${channel}:${contact}`);
      const triggers = triggersOf(channel, [platform.notifications, notifications]);
      if (recipients.length === 0 || triggers.length === 0) return [];
      return [{ recipients, triggers, selector: `app.kubernetes.io/managed-by=slipway,env=${name},!team` }];
    });
  });
}

/** What a team says for each channel. The portal knows services only. */
const contacts: Readonly<Record<Exclude<Channel, 'port'>, (team: Team) => string | undefined>> = {
  slack: ({ slack }) => slack,
  email: ({ email }) => email,
  pagerduty: ({ pagerduty }) => pagerduty,
};

function triggersOf(channel: string, layers: readonly Environment['notifications'][]): readonly Trigger[] {
  const triggers = layers.flatMap((layer) =>
    Object.entries(layer).flatMap(([name, list]) => (name === channel ? list : [])),
  );
  return [...new Set(triggers)].filter((trigger) => events[trigger].of !== 'health').sort();
}
