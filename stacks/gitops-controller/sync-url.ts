import { publicUrl } from '../argocd/argocd-cm';
import type { StackSettings } from '../settings';

/**
 * Argo CD's API, where Slipway's controller looks at Applications, and starts the syncs of those that people sync.
 *
 * @returns undefined where it asks for nothing: it is not installed, or Argo CD has no address with a certificate
 */
export function syncUrlOf({ install, argocd }: Pick<StackSettings, 'install' | 'argocd'>): string | undefined {
  return install.gitopsController ? publicUrl(argocd) : undefined;
}
