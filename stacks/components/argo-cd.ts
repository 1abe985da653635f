import * as k8s from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';

import type { Environment } from '../../src/model/environment';
import type { Credential } from '../argocd/credentials';
import { deliverySettings } from '../argocd/delivery-settings';
import { webhookReferences } from '../argocd/git-webhook';
import { ChartRelease } from '../charts';
import type { ChartSource } from '../charts';
import { SecretFromStore } from '../secret-from-store';
import type { ArgoCdSettings } from '../settings/argocd';
import { argoCdValues } from '../values/argo-cd';

/** How Argo CD is installed. */
export interface ArgoCdArgs {
  readonly settings: ArgoCdSettings;
  /** Its namespace, which is there already. */
  readonly namespace: pulumi.Input<string>;
  readonly charts: ChartSource;
  /** Secrets for Git and for signing in. */
  readonly credentials: readonly PlacedCredential[];
  /** Whether Prometheus asks for metrics. */
  readonly hasMetrics: boolean;
  /** Whether Slipway's controller starts syncs, and so has an account. */
  readonly startsSyncs: boolean;
}

/** A Secret, and where its values are. */
export interface PlacedCredential extends Omit<Credential, 'place'> {
  /** @default - the Secret is there already */
  readonly place: { readonly store: Environment['secretStore']; readonly remoteKey: string } | undefined;
}

/**
 * Argo CD of one cluster: a release of its chart, or, where it is there already, the few settings without which it does not
 * deliver a rendered tree. argocd-rbac-cm and argocd-notifications-cm have to be there before a release: the server does not
 * start without the first.
 */
export class ArgoCd extends pulumi.ComponentResource {
  constructor(name: string, args: ArgoCdArgs, opts?: pulumi.ComponentResourceOptions) {
    super('platform:delivery:ArgoCd', name, {}, opts);
    const { settings, namespace, charts, credentials, hasMetrics, startsSyncs } = args;
    const child = { parent: this };
    for (const { secret, place, keys, plainData, labels } of credentials) {
      if (place === undefined) {
        const metadata = { name: secret, namespace, labels, annotations: patchForce };
        new k8s.core.v1.SecretPatch(`${name}-${secret}`, { metadata }, child);
      } else {
        const args = { secret, namespace, keys, labels, ...place };
        new SecretFromStore(`${name}-${secret}`, plainData === undefined ? args : { ...args, plainData }, child);
      }
    }
    if (settings.install) {
      new ChartRelease(
        `${name}-release`,
        { chart: 'argo-cd', source: charts, namespace, values: argoCdValues({ settings, hasMetrics, startsSyncs }) },
        child,
      );
    } else {
      for (const [configMap, data] of [
        ['argocd-cm', deliverySettings.cm],
        ['argocd-cmd-params-cm', deliverySettings.params],
      ] as const) {
        new k8s.core.v1.ConfigMapPatch(
          `${name}-${configMap}`,
          { metadata: { name: configMap, namespace, annotations: patchForce }, data },
          child,
        );
      }
      if (settings.webhook !== undefined) {
        new k8s.core.v1.SecretPatch(
          `${name}-argocd-secret`,
          {
            metadata: { name: 'argocd-secret', namespace, annotations: patchForce },
            stringData: webhookReferences(settings.webhook),
          },
          child,
        );
      }
    }
    this.registerOutputs();
  }
}

/** What others have written there already becomes Pulumi's. */
const patchForce = { 'pulumi.com/patchForce': 'true' };
