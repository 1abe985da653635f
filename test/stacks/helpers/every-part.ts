import { argocdComponents } from '../../../stacks/monitoring/argocd-components';
import type { WatchedParts } from '../../../stacks/monitoring/watched-parts';

/** A cluster with everything that can be installed, and more of Argo CD than one cluster has. */
export const everyPart: WatchedParts = {
  argocd: argocdComponents,
  isAdopted: false,
  externalSecrets: true,
  argoRollouts: true,
  linkerd: true,
  gitopsController: true,
  backup: true,
  tellsPortal: true,
};

/** A cluster with Argo CD, and nothing besides. */
export const onlyArgoCd: WatchedParts = {
  ...everyPart,
  externalSecrets: false,
  argoRollouts: false,
  linkerd: false,
  gitopsController: false,
  backup: false,
};
