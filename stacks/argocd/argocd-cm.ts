import { emitYaml } from '../../src/render/emit-yaml';
import { signInSecret } from '../settings/argocd';
import type { ArgoCdSettings, SignIn } from '../settings/argocd';
import { syncAccount } from '../gitops-controller/sync-account';
import { deliverySettings } from './delivery-settings';

/** Keys of argocd-cm that Slipway sets (Argo CD, `argocd-cm.yaml`). The chart adds its own `ignoreResourceUpdates`. */
export interface ArgoCdCm {
  readonly url: string;
  readonly 'admin.enabled': 'false';
  readonly 'users.anonymous.enabled': 'false';
  readonly 'exec.enabled': 'false';
  readonly 'helm.enable': 'false';
  readonly 'jsonnet.enable': 'false';
  readonly 'timeout.reconciliation': string;
  readonly 'timeout.reconciliation.jitter': string;
  /** A token is all that this account has: nobody signs in as it. */
  readonly 'accounts.slipway-controller'?: 'apiKey';
  readonly 'oidc.config'?: string;
  readonly 'dex.config'?: string;
  readonly 'resource.customizations.health.argoproj.io_Application': string;
  readonly 'resource.customizations.health.argoproj.io_ApplicationSet': string;
}

/** Where "kubectl port-forward service/argocd-server 8080:443" ends, as long as nothing else ends TLS. */
const portForward = 'https://localhost:8080';

/**
 * argocd-cm of an Argo CD that delivers a rendered tree.
 *
 * Charts and jsonnet are switched off: no folder of the tree has any, so whoever brings one brings code that runs in the repo
 * server. Kustomize stays: every folder has a `kustomization.yaml`, and without kustomize Argo CD takes that file for
 * an object of the cluster and every sync fails.
 *
 * Who is told of no commit looks for one. At worst that takes twice the timeout and the jitter, two and a half minutes: the repo
 * server believes for as long as the timeout that a branch is where it was, and then the next look has to come. The defaults
 * make it five.
 *
 * @param startsSyncs whether Slipway's controller has an account
 */
export function argocdCm(settings: ArgoCdSettings, startsSyncs = false): ArgoCdCm {
  return {
    url: publicUrl(settings) ?? portForward,
    'admin.enabled': 'false',
    'users.anonymous.enabled': 'false',
    'exec.enabled': 'false',
    'helm.enable': 'false',
    'jsonnet.enable': 'false',
    'timeout.reconciliation': '60s',
    'timeout.reconciliation.jitter': '30s',
    ...(startsSyncs ? { [`accounts.${syncAccount}`]: 'apiKey' } : {}),
    ...(settings.signIn === undefined ? {} : signInConfig(settings.signIn)),
    ...deliverySettings.cm,
  };
}

/** Where people open Argo CD. @returns undefined when they cannot, without kubectl */
export function publicUrl({ url, exposure }: Pick<ArgoCdSettings, 'url' | 'exposure'>): string | undefined {
  return url ?? (exposure === undefined ? undefined : `https://${exposure.host}`);
}

function signInConfig(signIn: SignIn): Pick<ArgoCdCm, 'oidc.config' | 'dex.config'> {
  if (signIn.kind === 'dex') {
    const connectors = signIn.connectors.map(({ type, id, name, config }) => ({ type, id, name, config }));
    return { 'dex.config': emitYaml({ connectors }) };
  }
  const { name, issuer, clientId, scopes } = signIn;
  return {
    'oidc.config': emitYaml({
      name,
      issuer,
      clientID: clientId,
      clientSecret: `$${signInSecret}:clientSecret`,
      requestedScopes: scopes,
    }),
  };
}
