import { controllerPort } from '../gitops-controller/controller-pod';
import { namespaceNames } from '../platform-namespaces';
import type { StackSettings } from '../settings';

/**
 * Where Argo CD tells Slipway's controller of its Applications.
 *
 * @returns undefined where there is no controller: a message that nobody takes is an alert that never ends
 */
export function portalUrlOf({
  install,
  notifications,
}: Pick<StackSettings, 'install' | 'notifications'>): string | undefined {
  const { gitopsController: name } = namespaceNames;
  const own = install.gitopsController
    ? `http://port-gitops-controller.${name}.svc.cluster.local:${controllerPort}`
    : undefined;
  return notifications.portalUrl ?? own;
}
