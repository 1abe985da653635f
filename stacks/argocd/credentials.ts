import { signInSecret } from '../settings/argocd';
import type { ArgoCdSettings, RepositoryCredentials, SignIn } from '../settings/argocd';
import { webhookKeys, webhookSecret } from './git-webhook';
import type { SecretPlace } from '../settings/secret-place';

/** A Secret that Argo CD needs. What is in it comes from elsewhere. */
export interface Credential {
  /** Name of the Secret. */
  readonly secret: string;
  readonly place: SecretPlace;
  /** Keys that are secret. */
  readonly keys: readonly string[];
  /** What is no secret, but belongs into it. @default - nothing */
  readonly plainData?: Readonly<Record<string, string>>;
  /** By which Argo CD finds it. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Argo CD resolves `$SECRET:KEY` for Secrets with this label only (Argo CD, "SSO Client Secrets"). */
const partOfArgoCd = { 'app.kubernetes.io/part-of': 'argocd' };

/** Keys of a Secret with credentials for Git (Argo CD, "Private Repositories"). */
const keysOf: Readonly<Record<RepositoryCredentials['authentication'], readonly string[]>> = {
  password: ['username', 'password'],
  ssh: ['sshPrivateKey'],
  'github-app': ['githubAppID', 'githubAppInstallationID', 'githubAppPrivateKey'],
};

/**
 * The Secrets for Git, for its webhook, and for signing in.
 *
 * @param repositoryUrl of credentials that say no other
 */
export function credentials(
  { repositories, signIn, webhook }: Pick<ArgoCdSettings, 'repositories' | 'signIn' | 'webhook'>,
  repositoryUrl: string,
): readonly Credential[] {
  const ofGit = repositories.map(({ name, kind, url = repositoryUrl, authentication, secret }) => ({
    secret: name,
    place: secret,
    keys: keysOf[authentication],
    plainData: { type: 'git', url },
    labels: { ...partOfArgoCd, 'argocd.argoproj.io/secret-type': kind },
  }));
  const ofWebhook =
    webhook === undefined
      ? []
      : [{ secret: webhookSecret, place: webhook.secret, keys: webhookKeys(webhook), labels: partOfArgoCd }];
  const keys = signIn === undefined ? [] : signInKeys(signIn);
  if (signIn === undefined || keys.length === 0) return [...ofGit, ...ofWebhook];
  return [...ofGit, ...ofWebhook, { secret: signInSecret, place: signIn.secret, keys, labels: partOfArgoCd }];
}

/** Keys of the Secret for signing in: those that the configuration speaks of. */
function signInKeys(signIn: SignIn): readonly string[] {
  if (signIn.kind === 'oidc') return ['clientSecret'];
  const references = JSON.stringify(signIn.connectors).matchAll(new RegExp(`\\$${signInSecret}:([-.\\w]+)`, 'g'));
  return [...new Set([...references].map(([, key = '']) => key))].sort();
}
