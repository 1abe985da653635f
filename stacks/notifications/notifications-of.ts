import type { Catalog } from '../../src/model/catalog';
import { publicUrl } from '../argocd/argocd-cm';
import type { StackSettings } from '../settings';
import type { Channel } from './channels';
import { notificationConfigOf } from './notification-config';
import type { NotificationConfig } from './notification-config';
import { portalUrlOf } from './portal-url';
import { subscriptionsOf } from './subscriptions';

/** The notifications of a cluster, as its stack and the catalog want them. @param channels those of `channelsOf` */
export function notificationsOf(
  catalog: Catalog,
  environments: readonly string[],
  settings: Pick<StackSettings, 'argocd' | 'email' | 'install' | 'notifications'>,
  channels: readonly Channel[],
): NotificationConfig {
  const { argocd, email } = settings;
  return notificationConfigOf({
    channels,
    teams: catalog.platform.teams,
    portalUrl: portalUrlOf(settings),
    email,
    argocdUrl: publicUrl(argocd),
    subscriptions: subscriptionsOf(catalog, environments),
  });
}
