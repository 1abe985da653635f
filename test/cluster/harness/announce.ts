import { applications, refresh } from './applications';
import type { Cluster } from './cluster';
import { branch } from './git-repository';
import type { Commit, GitRepository } from './git-repository';

/**
 * Tells Argo CD of a commit: with the webhook of its server, where that is known, as a Git provider does (Argo CD, "Git
 * Webhook Configuration"; the payload is that of GitHub's push event). Elsewhere every Application is refreshed.
 */
export async function announce({ argocd, client }: Cluster, repository: GitRepository, commit: Commit): Promise<void> {
  if (argocd === undefined) {
    for (const { metadata } of await applications(client)) await refresh(client, metadata.name);
    return;
  }
  const response = await fetch(`${argocd}/api/webhook`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-github-event': 'push' },
    body: JSON.stringify(pushEvent(repository, commit)),
  });
  if (!response.ok) throw new Error(`Argo CD refuses the webhook: ${response.status} ${await response.text()}`);
}

/** What a Git provider says of a push: GitHub's push event, as far as Argo CD reads it. */
export function pushEvent({ url }: GitRepository, { hash, files }: Commit): object {
  return {
    ref: `refs/heads/${branch}`,
    before: '0'.repeat(40),
    after: hash,
    repository: { html_url: url.replace(/\.git$/, ''), default_branch: branch },
    commits: [{ id: hash, added: [], removed: [], modified: files }],
  };
}
