import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';

import { notificationData } from '../notifications/notification-config';
import type { NotificationConfig } from '../notifications/notification-config';
import { notificationsSecret, secretKeysOf } from '../notifications/services';
import type { placeSecret } from '../place-secret';
import { SecretFromStore } from '../secret-from-store';
import { keptByHelm } from '../kept-by-helm';

/** Which notifications there are. */
export interface NotificationsArgs {
  readonly config: NotificationConfig;
  /** Namespace of Argo CD. */
  readonly namespace: pulumi.Input<string>;
  /** Whether Argo CD was there before, with a ConfigMap of its own: what Slipway does not set in it stays. */
  readonly isAdopted: boolean;
  /** Where the Secret comes from. @default - it is there already */
  readonly secret: ReturnType<typeof placeSecret>;
}

/** What Argo CD tells, and to whom: the ConfigMap and the Secret that its notifications controller reads. */
export class ArgoCdNotifications extends pulumi.ComponentResource {
  constructor(
    name: string,
    { config, namespace, isAdopted, secret }: NotificationsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super('platform:delivery:Notifications', name, {}, opts);
    const parent = { parent: this };
    const keys = secretKeysOf(config.services);
    if (secret !== undefined && keys.length > 0) {
      new SecretFromStore(
        `${name}-secret`,
        { secret: notificationsSecret, namespace, keys, labels: readByArgoCd, ...secret },
        parent,
      );
    }
    const data = notificationData(config);
    if (isAdopted) {
      new k8s.core.v1.ConfigMapPatch(
        `${name}-config`,
        { metadata: { ...metadata, namespace, annotations: { 'pulumi.com/patchForce': 'true' } }, data },
        parent,
      );
    } else {
      new k8s.core.v1.ConfigMap(
        `${name}-config`,
        { metadata: { ...metadata, namespace, annotations: keptByHelm }, data },
        parent,
      );
    }
    this.registerOutputs();
  }
}

// Argo CD watches ConfigMaps and Secrets of this label only.
const readByArgoCd = { 'app.kubernetes.io/part-of': 'argocd' };
const metadata = { name: 'argocd-notifications-cm', labels: readByArgoCd };
