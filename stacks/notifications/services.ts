import type { Platform } from '../../src/model/platform';
import type { EmailSettings } from '../settings/email';
import type { Channel } from './channels';

/** What the services of the notifications are made of. */
export interface ServiceArgs {
  readonly channels: readonly Channel[];
  readonly teams: Platform['teams'];
  /** Base URL of Slipway's controller; there is one where `channels` has `port`. */
  readonly portalUrl: string | undefined;
  /** The mail server; there is one where `channels` has `email`. */
  readonly email: EmailSettings | undefined;
}

/** The Secret that the services read; Argo CD knows it by this name. */
export const notificationsSecret = 'argocd-notifications-secret';

/** Services by the key that Argo CD reads each at. A value `$key` is that key of `argocd-notifications-secret`. */
export type NotificationServices = Readonly<Record<string, object>>;

/** The services of the channels of a cluster. */
export function servicesOf({ channels, teams, portalUrl, email }: ServiceArgs): NotificationServices {
  return {
    ...(channels.includes('port') && portalUrl !== undefined ? { 'service.webhook.port': portal(portalUrl) } : {}),
    ...(channels.includes('slack') ? { 'service.slack': { token: reference('slack-token') } } : {}),
    ...(channels.includes('email') && email !== undefined ? { 'service.email': mail(email) } : {}),
    // Subscriptions of the catalog say "pagerduty"; the type is that of version 2 of its API, which needs no user.
    ...(channels.includes('pagerduty') ? { 'service.pagerdutyv2.pagerduty': pagerduty(teams) } : {}),
  };
}

/**
 * Keys of `argocd-notifications-secret` that the services speak of, sorted. Argo CD knows keys of letters, digits, `_` and `-`
 * only, so the key of a team has the name of the team, not that of its service in PagerDuty.
 */
export function secretKeysOf(services: NotificationServices): readonly string[] {
  const keys = [...JSON.stringify(services).matchAll(/\$([\w-]+)/g)].map(([, key = '']) => key);
  return [...new Set(keys)].sort();
}

/** Key of a Secret that holds the key with which PagerDuty knows a team. */
export function pagerdutyKeyOf(team: string): string {
  return `pagerduty-key-${team}`;
}

function portal(url: string): object {
  return {
    url,
    headers: [
      { name: 'Authorization', value: `Bearer ${reference('port-webhook-token')}` },
      { name: 'Content-Type', value: 'application/json' },
    ],
    // After 1, 2 and 4 s it is left for later: what was not delivered is tried again whenever Argo CD compares the Application, and
    // who waits longer here keeps the messages of all others waiting.
    retryMax: 3,
  };
}

function mail({ host, port, from, username }: EmailSettings): object {
  const login = username === undefined ? {} : { username, password: reference('email-password') };
  return { host, port, from, ...login };
}

function pagerduty(teams: Platform['teams']): object {
  const keys = Object.entries(teams).flatMap(([team, { pagerduty: service }]) =>
    service === undefined ? [] : [[service, reference(pagerdutyKeyOf(team))] as const],
  );
  // Teams may share a service: the key of the first is that of all.
  return { serviceKeys: Object.fromEntries(keys.toReversed()) };
}

function reference(key: string): string {
  return `$${key}`;
}
