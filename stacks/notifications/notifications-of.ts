import type { Catalog } from '../../src/model/catalog';
import { publicUrl } from '../argocd/argocd-cm';
import type { StackSettings } from '../settings';
import type { Channel } from './channels';
import { notificationConfigOf } from './notification-config';
import type { NotificationConfig } from './notification-config';
import { subscriptionsOf } from './subscriptions';

/** The notifications of a cluster, as its stack and the catalog want them. @param channels those of `channelsOf` */
export function notificationsOf(
  catalog: Catalog,
  environments: readonly string[],
  { argocd, email, notifications }: Pick<StackSettings, 'argocd' | 'email' | 'notifications'>,
  channels: readonly Channel[],
): NotificationConfig {
  return notificationConfigOf({
    channels,
    teams: catalog.platform.teams,
    portalUrl: notifications.portalUrl,
    email,
    argocdUrl: publicUrl(argocd),
    subscriptions: subscriptionsOf(catalog, environments),
  });
}
