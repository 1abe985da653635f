import { documents } from '../catalog';
import type { Breach } from '../catalog';
import type { SettingPath } from '../explain';
import { decidingLayer } from '../layers';
import { didYouMean } from '../nearest';
import { addressesOf } from '../place-route';
import type { PublicAddress } from '../place-route';
import type { Resolved } from '../resolve';
import { nameOf, placeOf } from './place-of';

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
  if (port.protocol === 'tcp' || port.protocol === 'udp') {
    yield {
      ...(address.route === undefined
        ? { document: documents.service(service), path: ['public'] }
        : placeOf(resolved, [...at, 'port'])),
      message: `port "${port.name}" speaks ${port.protocol}, which neither a route nor an Ingress can lead to`,
      hint:
        address.route === undefined
          ? 'set exposure.port to an http or grpc port, or public to false and "type: LoadBalancer" of service or moreServices'
          : 'name an http or grpc port',
    };
    return;
  }
  if (port.protocol !== 'grpc' || settings.exposure.kind === 'ingress') return;
  for (const [key, isSaid] of [
    ['path', address.path !== '/'],
    ['pathType', address.isExact],
    ['rewrite', address.rewrite !== undefined],
  ] as const) {
    if (!isSaid) continue;
    yield {
      ...placeOf(resolved, [...at, key]),
      message: `${at.join('.')}.${key} of ${nameOf(resolved, [...at, key])} is about paths of HTTP, and port "${port.name}" speaks gRPC`,
      hint: 'leave it out, and give the service a host of its own',
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

function isSaidByService({ layers }: Resolved, path: SettingPath): boolean {
  return ['service', 'overlay'].includes(decidingLayer(layers, path)?.kind ?? '');
}
