import type { PolicyRule } from '../rule';

/** Without this, a kubeconfig that points elsewhere makes Pulumi replace every object, there. */
export const knownCluster: PolicyRule = {
  name: 'known-cluster',
  description:
    'Every object goes through a provider that knows its cluster, and that edits ConfigMaps and Secrets instead of replacing them.',
  *check({ type, name, provider }) {
    // The question which cluster this is comes before there is an answer.
    if (type === 'kubernetes:core/v1:Namespace' && name === 'kube-system') return;
    if (!type.startsWith('kubernetes:')) return;
    const wanted = provider ?? {};
    if (typeof wanted['clusterIdentifier'] !== 'string' || wanted['clusterIdentifier'] === '') {
      yield `${name}: its provider has no "clusterIdentifier"; use the one of stacks/right-cluster.ts`;
    }
    for (const flag of ['enableConfigMapMutable', 'enableSecretMutable']) {
      // Providers have text only: a flag arrives as "true".
      if (String(wanted[flag]) !== 'true')
        yield `${name}: its provider needs "${flag}: true", or an edit deletes the object first`;
    }
  },
};
