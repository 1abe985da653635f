import type { GitAccess } from '../settings/argocd';

/** Values of the chart that say how Argo CD gets to Git. */
export interface GitAccessValues {
  readonly configs: {
    readonly tls?: { readonly certificates: Readonly<Record<string, string>> };
    readonly ssh?: { readonly extraHosts: string };
  };
  readonly repoServer: { readonly env?: readonly { readonly name: string; readonly value: string }[] };
}

/** Whom the repo server never asks through a proxy: parts of Argo CD, and the API server. */
const inCluster = ['localhost', '127.0.0.1', '.svc', '.cluster.local', 'argocd-redis', 'argocd-redis-ha-haproxy'];

/** How Argo CD gets to Git. @param access nothing is set where there is none */
export function gitAccess(access: GitAccess | undefined): GitAccessValues {
  if (access === undefined) return { configs: {}, repoServer: {} };
  const { certificates, knownHosts, proxy, noProxy } = access;
  const direct = [...inCluster, ...noProxy].join(',');
  return {
    configs: {
      ...(Object.keys(certificates).length === 0 ? {} : { tls: { certificates } }),
      ...(knownHosts.length === 0 ? {} : { ssh: { extraHosts: knownHosts.join('\n') } }),
    },
    repoServer:
      proxy === undefined
        ? {}
        : {
            env: [
              { name: 'HTTPS_PROXY', value: proxy },
              { name: 'NO_PROXY', value: direct },
            ],
          },
  };
}
