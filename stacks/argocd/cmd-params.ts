import type { ArgoCdSettings } from '../settings/argocd';
import { deliverySettings } from './delivery-settings';

/** Keys of argocd-cmd-params-cm that Slipway sets (Argo CD, `argocd-cmd-params-cm.yaml`). */
export interface CmdParams {
  readonly 'controller.diff.server.side': 'true';
  readonly 'controller.operation.processors': string;
  readonly 'controller.status.processors': string;
  readonly 'controller.sync.timeout.seconds': string;
  readonly 'reposerver.parallelism.limit': string;
  readonly 'reposerver.repo.cache.expiration': string;
  readonly 'server.insecure'?: 'true';
}

/**
 * How the parts of Argo CD are started. A change restarts all of them.
 *
 * - Processors, not controllers: controllers share work by cluster, so beside the only cluster a second one idles. These are the
 *   numbers for a thousand Applications (Argo CD, "High Availability").
 * - The server compares, as it will apply: defaults and webhooks make no difference that is none.
 * - The repo server runs kustomize for a few Applications at once. Without a limit, a commit that touches all of them starts
 *   as many processes, and the memory ends.
 */
export function cmdParams({ exposure }: Pick<ArgoCdSettings, 'exposure'>): CmdParams {
  return {
    'controller.diff.server.side': 'true',
    'controller.operation.processors': '25',
    'controller.status.processors': '50',
    'reposerver.parallelism.limit': '10',
    'reposerver.repo.cache.expiration': '24h0m0s',
    // TLS ended at the gateway. Argo CD would otherwise answer plain requests with a redirect to itself, for ever.
    ...(exposure === undefined ? {} : { 'server.insecure': 'true' }),
    ...deliverySettings.params,
  };
}
