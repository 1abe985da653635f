import type { AddOnCluster } from './add-ons/add-on';
import { plannedAddOns } from './add-ons/planned';
import type { PlannedAddOn } from './add-ons/planned';
import { named } from './network/common-flows';
import type { Pods } from './network/flow';
import type { PlatformNamespace } from './platform-namespace';
import { gatewaysOf } from './served-environments';
import type { ServedEnvironment } from './served-environments';
import type { StackSettings } from './settings';

/**
 * Add-ons of a stack.
 *
 * @param monitoring namespace of Prometheus
 * @param stackFile where the stack says what it is told here
 * @throws InputError when one cannot work with the catalog
 */
export function addOnsOf(
  settings: Pick<StackSettings, 'addOns' | 'apiServerPorts' | 'install'> & ExposedParts,
  monitoring: string,
  served: readonly ServedEnvironment[],
  stackFile: string,
): readonly PlannedAddOn[] {
  const cluster: AddOnCluster = {
    apiServerPorts: settings.apiServerPorts,
    prometheus: prometheusOf(settings, monitoring),
    gateways: [...gatewaysOf(served), ...gatewaysOfParts(settings, stackFile)],
    stackFile,
  };
  return plannedAddOns(settings.addOns, cluster);
}

/** Pods of Prometheus, where it is installed. @param monitoring its namespace */
export function prometheusOf({ install }: Pick<StackSettings, 'install'>, monitoring: string): Pods | undefined {
  return install.monitoring ? named(monitoring, 'prometheus') : undefined;
}

/** What says of parts of the platform how they are reached. */
type ExposedParts = Pick<StackSettings, 'argocd' | 'gitopsController' | 'install' | 'monitoring'>;

/** Gateways by which parts of the platform are reached. */
function gatewaysOfParts(
  { argocd, gitopsController, install, monitoring }: ExposedParts,
  file: string,
): AddOnCluster['gateways'] {
  const exposures = [
    { exposure: argocd.exposure, path: ['slipway:argocd'] },
    ...(install.monitoring ? [{ exposure: monitoring.grafana.exposure, path: ['slipway:monitoring', 'grafana'] }] : []),
    ...(install.gitopsController ? [{ exposure: gitopsController?.exposure, path: ['slipway:gitopsController'] }] : []),
  ];
  return exposures.flatMap(({ exposure, path }) => {
    if (exposure?.kind !== 'gateway') return [];
    const { name, namespace, proxyNamespace = namespace } = exposure;
    return [{ name, namespace, proxyNamespace, said: { file, path: [...path, 'exposure', 'proxyNamespace'] } }];
  });
}

/** Namespaces of add-ons, each once. */
export function addOnNamespaces(addOns: readonly PlannedAddOn[]): readonly PlatformNamespace[] {
  const all = addOns.flatMap(({ addOn, namespaces = [] }) => [addOn.namespace, ...namespaces]);
  return [...new Map(all.map((namespace) => [namespace.name, namespace])).values()];
}
