import type { Cluster } from '../cluster/harness/cluster';
import { trustAnchor } from '../stacks/helpers/the-stack';
import type { Config } from '../stacks/helpers/the-stack';

/** What the stack of a cluster says, with charts that stand in for the public ones. */
export async function stackConfig({ client, kubeconfig }: Cluster): Promise<Config> {
  const { metadata } = await client.get({ apiVersion: 'v1', kind: 'Namespace', name: 'kube-system' });
  return {
    charts: 'charts',
    cluster: { id: metadata.uid, kubeconfig },
    linkerd: { trustAnchor },
    secretStore: { provider: 'vault', server: 'https://vault.example.com', role: 'external-secrets' },
    install: { backup: false },
    // Somebody else keeps it: the engine labels it, and so reads it.
    argocd: { repositories: [{ name: 'gitops', authentication: 'password', secret: { kind: 'secret' } }] },
  };
}
