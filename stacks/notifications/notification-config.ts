import { emitYaml } from '../../src/render/emit-yaml';
import { events } from './events';
import type { Trigger } from './events';
import { servicesOf } from './services';
import type { NotificationServices, ServiceArgs } from './services';
import type { Subscription } from './subscriptions';
import { templateOf } from './templates';
import type { NotificationTemplate } from './templates';

/** Everything that Argo CD Notifications is told, as values. Chart values and ConfigMap are two ways to write it. */
export interface NotificationConfig {
  /** Address of Argo CD, for links. @default - no links */
  readonly argocdUrl?: string | undefined;
  readonly services: NotificationServices;
  /** By `template.<name>`. */
  readonly templates: Readonly<Record<`template.${string}`, NotificationTemplate>>;
  /** By `trigger.<name>`. */
  readonly triggers: Readonly<Record<`trigger.${string}`, readonly TriggerCondition[]>>;
  /** Besides those in annotations of Applications. */
  readonly subscriptions: readonly Subscription[];
}

/** A condition of a trigger, as Argo CD reads it. */
export interface TriggerCondition {
  readonly description: string;
  readonly when: string;
  readonly oncePer?: string;
  readonly send: readonly string[];
}

/** What the notifications of a cluster are made of. */
export interface NotificationConfigArgs extends ServiceArgs {
  /** Address of Argo CD, for links. @default - no links */
  readonly argocdUrl?: string | undefined;
  readonly subscriptions: readonly Subscription[];
}

/** The notifications of a cluster: every event that a catalog may name, on the channels that this one uses. */
export function notificationConfigOf(args: NotificationConfigArgs): NotificationConfig {
  return {
    argocdUrl: args.argocdUrl,
    services: servicesOf(args),
    templates: Object.fromEntries(
      triggers.map((trigger) => [
        `template.${events[trigger].template}`,
        templateOf(trigger, events[trigger], args.channels),
      ]),
    ),
    triggers: Object.fromEntries(triggers.map((trigger) => [`trigger.${trigger}`, [conditionOf(trigger)]])),
    subscriptions: args.subscriptions,
  };
}

/** The data of the ConfigMap `argocd-notifications-cm`: each entry is a document of its own. */
export function notificationData(config: NotificationConfig): Readonly<Record<string, string>> {
  const { argocdUrl, subscriptions } = config;
  return {
    ...(argocdUrl === undefined ? {} : { context: emitYaml({ argocdUrl }) }),
    ...(subscriptions.length === 0 ? {} : { subscriptions: emitYaml(subscriptions) }),
    ...written(config.services),
    ...written(config.templates),
    ...written(config.triggers),
  };
}

/** Values of the chart argo-cd, below `notifications`, that make the same ConfigMap. */
export interface NotificationValues {
  readonly argocdUrl?: string;
  readonly notifiers: Readonly<Record<string, string>>;
  readonly templates: Readonly<Record<string, string>>;
  readonly triggers: Readonly<Record<string, string>>;
  readonly subscriptions: readonly Subscription[];
  /** The Secret comes from elsewhere: values have no secrets. */
  readonly secret: { readonly create: false };
}

/** The notifications for those who install Argo CD by its chart. Without an address the chart says its own default. */
export function notificationsValues(config: NotificationConfig): NotificationValues {
  return {
    ...(config.argocdUrl === undefined ? {} : { argocdUrl: config.argocdUrl }),
    notifiers: written(config.services),
    templates: written(config.templates),
    triggers: written(config.triggers),
    subscriptions: config.subscriptions,
    secret: { create: false },
  };
}

const triggers = Object.keys(events).filter((name): name is Trigger => name in events);

function conditionOf(trigger: Trigger): TriggerCondition {
  const { says, template, when, oncePer } = events[trigger];
  return {
    description: `The Application ${says}`,
    when,
    ...(oncePer === undefined ? {} : { oncePer }),
    send: [template],
  };
}

function written(values: Readonly<Record<string, object>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, emitYaml(value)]));
}
