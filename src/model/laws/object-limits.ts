import type { Breach } from '../catalog';
import type { SettingPath } from '../explain';
import { placeMetadata } from '../place-metadata';
import { addressesOf, placeRoutes, protocolAt } from '../place-route';
import type { Platform } from '../platform';
import { formatBytes } from '../quantity';
import type { Resolved } from '../resolve';
import { nameOf, placeOf } from './place-of';

/** Most hosts, rules and headers of one route (Gateway API, `maxItems` of HTTPRoute and GRPCRoute). */
const mostOfRoute = 16;

/** Most hosts of one TLSRoute. */
const mostHostsOfTls = 1024;

/** Most bytes of all annotations of an object (Kubernetes, `TotalAnnotationSizeLimitB`), with room for those of Slipway. */
const mostAnnotationBytes = 240 * 1024;

/** An object has so many of some things and no more, whatever its schema says of one of them. */
export function* checkObjectLimits(resolved: Resolved, platform: Platform): Iterable<Breach> {
  yield* ofRoutes(resolved);
  yield* ofHeaders(resolved);
  yield* ofAnnotations(resolved, platform);
}

function* ofRoutes(resolved: Resolved): Iterable<Breach> {
  const { exposure } = resolved.settings;
  // Of thousands of services few are reached by more than one address.
  if (!resolved.wants.public || exposure.kind === 'ingress') return;
  for (const address of addressesOf(resolved)) {
    const { route, hosts } = address;
    const most = protocolAt(resolved, address) === 'tls' ? mostHostsOfTls : mostOfRoute;
    if (hosts.length <= most) continue;
    const path = ['exposure', ...(route === undefined ? [] : ['routes', route]), 'hosts'];
    const hint = 'put the others into a route of their own in exposure.routes';
    yield tooMany(resolved, path, `${hosts.length} hosts`, hint, most);
  }
  if (Object.keys(exposure.routes).length < mostOfRoute) return;
  for (const { rules, name } of placeRoutes(resolved)) {
    if (rules.length <= mostOfRoute) continue;
    const hint = 'give some of them other hosts, or a listener of their own, which makes a route of its own of them';
    yield tooMany(resolved, ['exposure', 'routes'], `${rules.length} paths for the hosts of the route "${name}"`, hint);
  }
}

function* ofHeaders(resolved: Resolved): Iterable<Breach> {
  for (const [side, { set }] of Object.entries(resolved.settings.exposure.headers)) {
    const count = Object.keys(set).length;
    if (count <= mostOfRoute) continue;
    yield tooMany(resolved, ['exposure', 'headers', side, 'set'], `${count} headers`, 'let the service set the others');
  }
}

function tooMany(resolved: Resolved, path: SettingPath, what: string, hint: string, most = mostOfRoute): Breach {
  return {
    ...placeOf(resolved, path),
    message: `${nameOf(resolved, path)} has ${what}, and a route takes ${most}`,
    hint,
  };
}

function* ofAnnotations(resolved: Resolved, platform: Platform): Iterable<Breach> {
  const metadata = placeMetadata(platform, resolved);
  if (metadata === undefined) return;
  const all = sizeOf(metadata.all?.annotations);
  for (const [subject, { annotations }] of Object.entries(metadata)) {
    const bytes = sizeOf(annotations) + (subject === 'all' ? 0 : all);
    if (bytes <= mostAnnotationBytes) continue;
    const path = ['metadata', subject, 'annotations'];
    yield {
      ...placeOf(resolved, path),
      message: `${nameOf(resolved, path)} has annotations of ${bytes} bytes on one object, above ${formatBytes(mostAnnotationBytes)}`,
      hint: 'an API server takes no object with more; put long texts into config or files',
    };
  }
}

function sizeOf(annotations: Readonly<Record<string, string>> = {}): number {
  return Object.entries(annotations).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value),
    0,
  );
}
