import { textAt } from '../manifests/value-at';
import type { Mapping } from '../manifests/value-at';
import type { Placement } from '../model/placement';
import { copyOf } from './copy';
import { editable, editableList } from './editable';
import type { Editable } from './editable';
import { hasPods, isOfJob, pathOfTemplate } from './pods-of';
import { renameServices } from './rename-services';

/** The objects of a placement, called as those that were there before. Objects are copied before they are changed. */
export function withNames(objects: readonly Mapping[], placement: NamedSubject): readonly Mapping[] {
  const { names = {} } = placement.customization ?? {};
  if (Object.keys(names).length === 0) return objects;
  return objects.map((object) => {
    const copy: Editable = copyOf({ ...object });
    rename(copy, placement, names);
    renameServices(copy, { ...placement, names });
    return copy;
  });
}

/** What is asked of a placement to know what its objects are called. */
export type NamedSubject = Pick<Placement, 'service' | 'serviceName' | 'customization'>;

type Names = NonNullable<Placement['customization']>['names'];

function rename(object: Editable, { service }: NamedSubject, names: Names): void {
  const metadata = editable(object, ['metadata']);
  const kind = String(object['kind']);
  const isCalled = (name: string): boolean => textAt(metadata, ['name']) === name;
  const call = (name: string | undefined): void => {
    if (name !== undefined) metadata['name'] = name;
  };
  if ((hasPods(object) || isOfJob(object)) && isCalled(service)) call(names.workload);
  if (kind === 'ServiceAccount' && isCalled(service)) call(names.account);
  if (kind === 'RoleBinding')
    for (const subject of editableList(object, ['subjects']))
      if (subject['name'] === service && names.account !== undefined) subject['name'] = names.account;
  if (kind === 'ConfigMap' && isCalled(`${service}-config`)) call(names.config);
  if (routeKinds.has(kind) && isCalled(service)) call(names.route);
  const spec = editable(object, ['spec']);
  for (const key of ['scaleTargetRef', 'workloadRef']) {
    const target = editable(spec, [key]);
    if (target['name'] === service && names.workload !== undefined) target['name'] = names.workload;
  }
  for (const metric of editableList(spec, ['metrics']))
    inContainer(editable(metric, ['containerResource']), 'container');
  const plugins = editable(spec, ['strategy', 'canary', 'trafficRouting', 'plugins']);
  for (const plugin of Object.keys(plugins)) {
    for (const route of ['httpRoutes', 'grpcRoutes'].flatMap((key) => editableList(editable(plugins, [plugin]), [key])))
      if (route['name'] === service && names.route !== undefined) route['name'] = names.route;
  }
  const pod = editable(object, [...pathOfTemplate(object), 'spec']);
  if (pod['serviceAccountName'] === service && names.account !== undefined) pod['serviceAccountName'] = names.account;
  for (const container of ['initContainers', 'containers'].flatMap((key) => editableList(pod, [key]))) {
    inContainer(container, 'name');
    for (const source of editableList(container, ['envFrom'])) config(editable(source, ['configMapRef']));
  }
  for (const volume of editableList(pod, ['volumes'])) config(editable(volume, ['configMap']));

  function inContainer(mapping: Editable, key: string): void {
    if (mapping[key] === service && names.container !== undefined) mapping[key] = names.container;
  }
  function config(mapping: Editable): void {
    if (mapping['name'] === `${service}-config` && names.config !== undefined) mapping['name'] = names.config;
  }
}

/** Those of a mesh are called after a port. */
const routeKinds: ReadonlySet<string> = new Set([
  'Ingress',
  'HTTPRoute',
  'GRPCRoute',
  'TCPRoute',
  'TLSRoute',
  'UDPRoute',
]);
