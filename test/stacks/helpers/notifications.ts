import { folderSource } from '../../../src/catalog/folder-source';
import { loadCatalog } from '../../../src/catalog/load';
import { emitYaml } from '../../../src/render/emit-yaml';
import { channelsOf } from '../../../stacks/notifications/channels';
import { notificationConfigOf, notificationData } from '../../../stacks/notifications/notification-config';
import type { NotificationConfig } from '../../../stacks/notifications/notification-config';
import { subscriptionsOf } from '../../../stacks/notifications/subscriptions';
import { shippedCatalog } from '../../helpers/shipped-catalog';

/** The notifications of the shipped catalog's production, which uses every channel. */
export function allNotifications(portalUrl = 'http://controller.test:8080'): NotificationConfig {
  const { catalog } = loadCatalog(folderSource(shippedCatalog));
  const environments = ['prod'];
  return notificationConfigOf({
    channels: channelsOf(catalog, environments, true, true),
    teams: catalog.platform.teams,
    portalUrl,
    email: { host: 'smtp.example.com', port: 587, from: 'argocd@example.com', username: 'argocd' },
    argocdUrl: 'https://argocd.example.com',
    subscriptions: subscriptionsOf(catalog, environments),
  });
}

/** The ConfigMap that Argo CD reads, as YAML. */
export function configMapYaml(config: NotificationConfig): string {
  return emitYaml({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'argocd-notifications-cm', namespace: 'argocd' },
    data: notificationData(config),
  });
}
