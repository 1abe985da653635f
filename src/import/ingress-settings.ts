import type { ManifestObject } from '../manifests/manifest';
import { listAt, mappingAt, textAt, valueAt } from '../manifests/value-at';
import { ServiceExposure } from '../model/exposure';
import { membersOfKind } from './group';
import type { Group } from './group';
import type { Data } from './note';
import { portsOfGroup } from './ports';
import { isOfGateway } from './traffic-settings';
import { isSame } from './split';
import { ownServiceOf } from './service-settings';
import { wordsOf } from './object-words';

/** What leads to a service from outside, in words, and what the object of it is called. */
export interface SaidExposure {
  readonly exposure: Data;
  readonly name: string;
  /** Labels and annotations of the Ingress. */
  readonly words: Data;
}

interface PathRule {
  readonly hosts: readonly string[];
  readonly path: string;
  readonly isExact: boolean;
  readonly port: string;
}

/** The Ingress of a service in words; undefined where there is none, or none that can be said. */
export function ingressInWords(group: Group, service: string): SaidExposure | undefined {
  const [ingress, ...others] = membersOfKind(group, 'Ingress');
  const routes = membersOfKind(group, 'HTTPRoute', 'GRPCRoute').filter(isOfGateway);
  if (ingress === undefined || others.length + routes.length > 0) return undefined;
  const rules = rulesOf(ingress, group, service);
  const [first, ...more] = rules ?? [];
  if (first === undefined || valueAt(ingress.value, ['spec', 'defaultBackend']) !== undefined) return undefined;
  const tls = listAt(ingress.value, ['spec', 'tls']);
  const secret = textAt(tls, [0, 'secretName']);
  const exposure = {
    kind: 'ingress',
    hosts: first.hosts,
    ...wordsOfRule(first, { path: '/', port: '' }),
    ...(more.length === 0
      ? {}
      : {
          routes: Object.fromEntries(
            more.map((rule, index) => [
              // They are laid in the order of their names.
              `route-${String(index + 2).padStart(2, '0')}`,
              {
                ...(isSame(rule.hosts, first.hosts) ? {} : { hosts: rule.hosts }),
                ...wordsOfRule(rule, { path: '/', port: first.port }),
              },
            ]),
          ),
        }),
    ...(tls.length === 0 ? { cleartext: true } : {}),
    ...(secret === undefined ? {} : { tlsSecret: secret }),
  };
  if (!ServiceExposure.safeParse(exposure).success) return undefined;
  return { exposure, name: ingress.name, words: { ...wordsOf(mappingAt(ingress.value, ['metadata']), {}) } };
}

function wordsOfRule({ path, isExact, port }: PathRule, usual: Pick<PathRule, 'path' | 'port'>): Data {
  return {
    ...(path === usual.path ? {} : { path }),
    ...(isExact ? { pathType: 'exact' } : {}),
    ...(port === usual.port ? {} : { port }),
  };
}

/** Every path, with the hosts that have it; undefined where one leads elsewhere, or is matched otherwise. */
function rulesOf(ingress: ManifestObject, group: Group, service: string): readonly PathRule[] | undefined {
  const { behind } = portsOfGroup(group, true);
  const own = ownServiceOf({ group, service })?.name;
  const rules: PathRule[] = [];
  for (const rule of listAt(ingress.value, ['spec', 'rules'])) {
    const host = textAt(rule, ['host']);
    for (const path of listAt(rule, ['http', 'paths'])) {
      const backend = mappingAt(path, ['backend', 'service', 'port']);
      const port = behind(backend['number'] ?? backend['name']);
      const type = textAt(path, ['pathType']);
      const isLed = textAt(path, ['backend', 'service', 'name']) === own && port !== undefined;
      if (!isLed || (type !== 'Prefix' && type !== 'Exact')) return undefined;
      rules.push({
        hosts: host === undefined ? [] : [host],
        path: textAt(path, ['path']) ?? '/',
        isExact: type === 'Exact',
        port,
      });
    }
  }
  return sharingHosts(rules);
}

/** Hosts with the same paths are said once. */
function sharingHosts(rules: readonly PathRule[]): readonly PathRule[] {
  const pathsByHost = new Map<string, PathRule[]>();
  for (const rule of rules) {
    const [host = ''] = rule.hosts;
    pathsByHost.set(host, [...(pathsByHost.get(host) ?? []), rule]);
  }
  const hostsByPaths = new Map<string, { readonly hosts: string[]; readonly paths: readonly PathRule[] }>();
  for (const [host, paths] of pathsByHost) {
    const key = JSON.stringify(paths.map(({ path, isExact, port }) => [path, isExact, port]));
    // Every host is none of them.
    const known = host === '' ? undefined : hostsByPaths.get(key);
    if (known === undefined) hostsByPaths.set(host === '' ? '' : key, { hosts: host === '' ? [] : [host], paths });
    else known.hosts.push(host);
  }
  return [...hostsByPaths.values()].flatMap(({ hosts, paths }) => paths.map((rule) => ({ ...rule, hosts })));
}
