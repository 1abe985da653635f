import { documents } from '../catalog';
import type { Breach } from '../catalog';
import type { SettingPath } from '../explain';
import { didYouMean } from '../nearest';
import { addressesOf, protocolAt } from '../place-route';
import type { PublicAddress } from '../place-route';
import type { Resolved } from '../resolve';
import { isSaidByService, nameOf, placeOf } from './place-of';

/** What is said of a route can be said by the object that it becomes. */
export function* checkExposure(resolved: Resolved): Iterable<Breach> {
  if (!resolved.wants.public || resolved.wants.ports.length === 0) return;
  for (const address of addressesOf(resolved)) yield* checkAddress(resolved, address);
  yield* resolved.settings.exposure.kind === 'ingress' ? ofIngress(resolved) : ofGateway(resolved);
}

function* checkAddress(resolved: Resolved, address: PublicAddress): Iterable<Breach> {
  const { wants, service, settings } = resolved;
  const at = address.route === undefined ? ['exposure'] : ['exposure', 'routes', address.route];
  const port = wants.ports.find(({ name }) => name === address.port);
  if (port === undefined) {
    // Of the exposure itself it is said where ports are looked for.
    if (address.route === undefined) return;
    yield {
      ...placeOf(resolved, [...at, 'port']),
      message: `service "${service}" has no port "${address.port}"`,
      hint: didYouMean(
        address.port,
        wants.ports.map(({ name }) => name),
      ),
    };
    return;
  }
  const protocol = protocolAt(resolved, address);
  const isStream = protocol === 'tcp' || protocol === 'udp';
  const isListenerNamed = (): boolean =>
    isSaidByService(resolved, ['exposure', 'listener']) || isSaidByService(resolved, [...at, 'listener']);
  if (isStream && (settings.exposure.kind === 'ingress' || !isListenerNamed())) {
    yield {
      ...(address.route === undefined
        ? { document: documents.service(service), path: ['public'] }
        : placeOf(resolved, [...at, 'port'])),
      message: `port "${port.name}" speaks ${protocol}, to which no Ingress leads, and a Gateway by a listener of its own alone`,
      hint: `name the listener as ${at.join('.')}.listener, or an http or grpc port; or set public to false, and "type: LoadBalancer" of service or moreServices`,
    };
    return;
  }
  if (address.isPassedOn && (settings.exposure.kind === 'ingress' || address.hosts.length === 0)) {
    yield {
      ...placeOf(resolved, [...at, 'passthrough']),
      message: `${at.join('.')}.passthrough of ${nameOf(resolved, [...at, 'passthrough'])} needs a Gateway, which knows it by its hosts`,
      hint: 'set "kind: gateway" and name hosts, or leave it out',
    };
  }
  if (protocol === 'http' || settings.exposure.kind === 'ingress') return;
  const isSaid = (key: string): boolean => isSaidByService(resolved, [...at, key]);
  for (const [key, isThere] of [
    ['hosts', isStream && isSaid('hosts')],
    ['path', address.path !== '/'],
    ['pathType', address.isExact],
    ['rewrite', address.rewrite !== undefined],
  ] as const) {
    if (!isThere) continue;
    yield {
      ...placeOf(resolved, [...at, key]),
      message: `${at.join('.')}.${key} of ${nameOf(resolved, [...at, key])} is about requests of HTTP, and at port "${port.name}" the Gateway reads ${protocol === 'grpc' ? 'gRPC' : protocol?.toUpperCase()}`,
      hint: 'leave it out, or give it a route of its own',
    };
  }
}

/** What only a Gateway knows; an environment may say it for whoever uses its Gateway. */
function* ofIngress(resolved: Resolved): Iterable<Breach> {
  const { exposure } = resolved.settings;
  const hint = 'say it by an annotation of its controller in metadata.route, or set "kind: gateway"';
  for (const { route, rewrite } of addressesOf(resolved)) {
    if (rewrite === undefined) continue;
    yield unsayable(
      resolved,
      ['exposure', ...(route === undefined ? [] : ['routes', route]), 'rewrite'],
      'an Ingress',
      hint,
    );
  }
  for (const [side, { set, remove = [] }] of Object.entries(exposure.headers)) {
    if (Object.keys(set).length + remove.length === 0) continue;
    yield unsayable(resolved, ['exposure', 'headers', side], 'an Ingress', hint);
  }
  for (const key of ['listener', 'redirectFrom']) {
    if (isSaidByService(resolved, ['exposure', key])) yield unsayable(resolved, ['exposure', key], 'an Ingress', hint);
  }
}

function* ofGateway(resolved: Resolved): Iterable<Breach> {
  const { listener, redirectFrom } = resolved.settings.exposure;
  const hint = 'the listeners of the Gateway have certificates; leave it out, or set "kind: ingress"';
  for (const key of ['tlsSecret', 'cleartext']) {
    if (isSaidByService(resolved, ['exposure', key])) yield unsayable(resolved, ['exposure', key], 'a route', hint);
  }
  if (redirectFrom === undefined || (listener !== undefined && listener !== redirectFrom)) return;
  const paths = [
    ['exposure', 'redirectFrom'],
    ['exposure', 'listener'],
  ];
  yield {
    ...placeOf(resolved, ...paths),
    message: `${nameOf(resolved, ...paths)} sends callers of the listener "${redirectFrom}" on, and would answer there itself`,
    hint: 'set exposure.listener to the one with TLS',
  };
}

function unsayable(resolved: Resolved, path: SettingPath, what: string, hint: string): Breach {
  return {
    ...placeOf(resolved, path),
    message: `${path.join('.')} of ${nameOf(resolved, path)} is nothing that ${what} can say`,
    hint,
  };
}
