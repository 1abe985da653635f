import { notificationConfigOf, notificationData } from '../../../stacks/notifications/notification-config';
import { KubeObject } from '../harness/kube-client';
import type { KubeClient } from '../harness/kube-client';

/** Lets Argo CD tell somebody of its Applications, as the platform does. */
export async function configureNotifications(client: KubeClient, portalUrl: string, token: string): Promise<void> {
  const config = notificationConfigOf({
    channels: ['port'],
    teams: {},
    portalUrl,
    email: undefined,
    subscriptions: [],
  });
  const metadata = { namespace: 'argocd', labels: { 'app.kubernetes.io/part-of': 'argocd' } };
  const objects = [
    {
      kind: 'Secret',
      metadata: { ...metadata, name: 'argocd-notifications-secret' },
      stringData: { 'port-webhook-token': token },
    },
    { kind: 'ConfigMap', metadata: { ...metadata, name: 'argocd-notifications-cm' }, data: notificationData(config) },
  ];
  for (const object of objects) await client.apply(KubeObject.parse({ apiVersion: 'v1', ...object }));
}
