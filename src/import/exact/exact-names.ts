import type { ManifestObject } from '../../manifests/manifest';
import { textAt } from '../../manifests/value-at';
import type { Facts } from '../facts';
import { membersOfKind } from '../group';
import type { Data } from '../note';
import { mainContainerOf, podTemplateIn } from '../pod';
import { releaseServicesOf } from '../release-services';
import { ownServiceOf } from '../service-settings';
import { isOfGateway } from '../traffic-settings';

/** Names of the objects of a service that are not called as Slipway would call them. */
export function namesOfGroup({ group, service, wants, settings }: Facts): Readonly<Record<string, string>> {
  const { workload } = group;
  const own = ownServiceOf({ group, service });
  const account = textAt(podTemplateIn(workload), ['spec', 'serviceAccountName']);
  const hasOther = textAt(settings, ['identity', 'account']) !== undefined;
  const [map] = membersOfKind(group, 'ConfigMap');
  const { split, preview } = releaseServicesOf(workload);
  const named = {
    workload: [workload.name, service],
    container: [textAt(mainContainerOf(workload).container, ['name']), service],
    service: [own?.name, usualServiceName(service, settings)],
    account: [hasOther || account === 'default' ? undefined : account, service],
    config: [map?.name, `${service}-config`],
    route: [wants['public'] === true ? outsideOf(group)?.name : undefined, service],
    stable: [split?.stable, `${service}-stable`],
    canary: [split?.canary, `${service}-canary`],
    preview: [preview, `${service}-preview`],
    headless: [
      workload.kind === 'StatefulSet' ? textAt(workload.value, ['spec', 'serviceName']) : undefined,
      `${service}-headless`,
    ],
  };
  return Object.fromEntries(
    Object.entries(named).flatMap(([key, [name, usual]]) =>
      name === undefined || name === usual || name === '' ? [] : [[key, name]],
    ),
  );
}

/** What leads to a service from outside, where that is said in words. */
function outsideOf(group: Facts['group']): ManifestObject | undefined {
  return membersOfKind(group, 'Ingress')[0] ?? membersOfKind(group, 'HTTPRoute', 'GRPCRoute').find(isOfGateway);
}

/** What Slipway calls the Service that others call. */
export function usualServiceName(service: string, settings: Data): string {
  return textAt(settings, ['rollout', 'strategy']) === 'blueGreen' ? `${service}-active` : service;
}
