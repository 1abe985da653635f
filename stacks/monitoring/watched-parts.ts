import { highAvailability } from '../argocd/high-availability';
import { portalUrlOf } from '../notifications/portal-url';
import type { StackSettings } from '../settings';
import type { ArgoCdSettings } from '../settings/argocd';
import { argocdComponents, vitalComponents } from './argocd-components';
import type { ArgoCdComponent } from './argocd-components';

/** What there is to watch on a cluster. Nobody is told that something is missing which was never installed. */
export interface WatchedParts {
  /** Parts of Argo CD that serve metrics. */
  readonly argocd: readonly ArgoCdComponent[];
  /** Whether Argo CD is somebody else's: then nobody here says that its parts have Services with metrics. */
  readonly isAdopted: boolean;
  readonly externalSecrets: boolean;
  readonly argoRollouts: boolean;
  readonly linkerd: boolean;
  readonly gitopsController: boolean;
  readonly backup: boolean;
  /** Whether there is a controller that tells the portal: Applications ask for that without one, too. */
  readonly tellsPortal: boolean;
}

/** What the settings of a stack install. */
export function watchedPartsOf(settings: Pick<StackSettings, 'argocd' | 'install' | 'notifications'>): WatchedParts {
  const { argocd, install } = settings;
  return {
    argocd: argocd.install ? componentsOf(argocd) : argocdComponents,
    isAdopted: !argocd.install,
    externalSecrets: install.externalSecrets,
    argoRollouts: install.argoRollouts,
    linkerd: install.linkerd,
    gitopsController: install.gitopsController,
    backup: install.backup,
    tellsPortal: portalUrlOf(settings) !== undefined,
  };
}

function componentsOf(settings: ArgoCdSettings): readonly ArgoCdComponent[] {
  const redis: readonly ArgoCdComponent[] =
    highAvailability(settings).redisCluster === undefined ? ['redis'] : ['redis-ha', 'redis-ha-haproxy'];
  const there = new Set<ArgoCdComponent>([
    ...vitalComponents,
    ...redis,
    ...(settings.signIn?.kind === 'dex' ? (['dex-server'] as const) : []),
  ]);
  return argocdComponents.filter((component) => there.has(component));
}
