import { listAt, mappingAt, textAt, valueAt, type Mapping } from '../manifests/value-at';
import type { ManifestObject } from '../manifests/manifest';
import { membersOfKind, type Group } from './group';
import type { Data } from './note';
import { isOwn } from './own';
import { scrapeAnnotation, type Ports } from './ports';
import { isDashboard } from './variables';

/** How a service is reached from outside, and by what. */
export interface ImportedExposure {
  readonly settings: Data;
  /** The Ingress or route that says so. */
  readonly route: ManifestObject;
  readonly hosts: readonly string[];
}

/** Reads the Ingress or the route of a service; undefined when nothing leads to it from outside. */
export function exposureOf(group: Group, { behind }: Ports): ImportedExposure | undefined {
  const [ingress] = membersOfKind(group, 'Ingress');
  const route = membersOfKind(group, 'HTTPRoute', 'GRPCRoute').find(isOfGateway);
  if (ingress !== undefined) {
    const rules = listAt(ingress.value, ['spec', 'rules']);
    const hosts = rules.flatMap((rule) => textAt(rule, ['host']) ?? []);
    const [first] = rules.flatMap((rule) => listAt(rule, ['http', 'paths']));
    const port = mappingAt(first, ['backend', 'service', 'port']);
    return exposure(ingress, 'ingress', hosts, textAt(first, ['path']), behind(port['number'] ?? port['name']));
  }
  if (route === undefined) return undefined;
  const hosts = listAt(route.value, ['spec', 'hostnames']).filter((host) => typeof host === 'string');
  const [rule] = listAt(route.value, ['spec', 'rules']);
  const path = textAt(rule, ['matches', 0, 'path', 'value']);
  return exposure(route, 'gateway', hosts, path, behind(valueAt(rule, ['backendRefs', 0, 'port'])));
}

function exposure(
  route: ManifestObject,
  kind: 'ingress' | 'gateway',
  hosts: readonly string[],
  path: string | undefined,
  port: string | undefined,
): ImportedExposure {
  const settings = {
    exposure: {
      kind,
      ...(hosts.length === 0 ? {} : { hosts }),
      ...(path === undefined ? {} : { path }),
      ...(port === undefined ? {} : { port }),
    },
  };
  return { settings, route, hosts };
}

/** A route of a mesh belongs to a Service instead. */
export function isOfGateway({ value }: ManifestObject): boolean {
  return listAt(value, ['spec', 'parentRefs']).some((parent) => (textAt(parent, ['kind']) ?? 'Gateway') === 'Gateway');
}

/** Reads where metrics are, and who reads them. */
export function metricsSettings(group: Group, { nameOf }: Ports): Data {
  const [monitor] = membersOfKind(group, 'ServiceMonitor');
  const endpoint: Mapping = mappingAt(monitor?.value, ['spec', 'endpoints', 0]);
  const annotated = scrapeAnnotation(group, 'scrape') === 'true';
  const number = Number(scrapeAnnotation(group, 'port'));
  const port = nameOf(endpoint['port']) ?? nameOf(number);
  const path = textAt(endpoint, ['path']) ?? (annotated ? (scrapeAnnotation(group, 'path') ?? '/metrics') : undefined);
  const interval = textAt(endpoint, ['interval']);
  const metrics = {
    ...(path === undefined ? {} : { path }),
    ...(port === undefined ? {} : { port }),
    ...(interval === undefined ? {} : { interval }),
    ...(annotated ? { annotations: true } : {}),
  };
  return {
    ...(Object.keys(metrics).length === 0 ? {} : { metrics }),
    monitoring: {
      // A ServiceMonitor where nobody installed its kind would fail the whole sync.
      scrape: monitor !== undefined,
      ...(membersOfKind(group, 'PrometheusRule').some(isOwn) ? { alerts: true } : {}),
      ...(membersOfKind(group, 'ConfigMap').some((map) => isOwn(map) && isDashboard(map)) ? { dashboard: true } : {}),
    },
  };
}
