import type { GitWebhook } from '../settings/argocd';

/** Name of the Secret by which Argo CD knows a webhook of Git for a real one. */
export const webhookSecret = 'argocd-git-webhook';

/** Keys of `argocd-secret` that Argo CD reads (Argo CD, "Git Webhook Configuration"), by the keys of our Secret. */
const keysByProvider: Readonly<Record<GitWebhook['provider'], Readonly<Record<string, string>>>> = {
  github: { secret: 'webhook.github.secret' },
  gitlab: { secret: 'webhook.gitlab.secret' },
  bitbucket: { uuid: 'webhook.bitbucket.uuid' },
  'bitbucket-server': { secret: 'webhook.bitbucketserver.secret' },
  'azure-devops': { username: 'webhook.azuredevops.username', password: 'webhook.azuredevops.password' },
  gogs: { secret: 'webhook.gogs.secret' },
};

/** Keys of the Secret. */
export function webhookKeys({ provider }: GitWebhook): readonly string[] {
  return Object.keys(keysByProvider[provider]);
}

/**
 * What `argocd-secret` says of the webhook: where the secret is, and not the secret. Argo CD writes into `argocd-secret` itself,
 * so that no store can own it; a reference to a Secret of its own is resolved wherever a secret may stand.
 */
export function webhookReferences({ provider }: GitWebhook): Readonly<Record<string, string>> {
  const keys = Object.entries(keysByProvider[provider]);
  return Object.fromEntries(keys.map(([own, theirs]) => [theirs, `$${webhookSecret}:${own}`]));
}
