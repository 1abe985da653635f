import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { loadCatalog } from '../../src/catalog/load';
import { textsSource } from '../../src/catalog/texts-source';
import type { Catalog } from '../../src/model/catalog';
import { renderedTexts } from '../helpers/rendered-texts';
import { objectsOf, shippedCatalog } from '../helpers/shipped-catalog';
import type { RenderedObject } from '../helpers/shipped-catalog';

/** A service of automatic environments that the catalog has people sync. */
export const handedToPeople = 'user-service';

const tried = 'rollout: { strategy: canary, steps: [{ setWeight: 20 }, { pause: {} }], analysis: true }\n';

const greeter = `team: identity-team
system: users
framework: grpc
ports:
  - { name: http, containerPort: 8080, port: 80 }
  - { name: grpc, containerPort: 50051, protocol: grpc }
probes:
  liveness: { protocol: grpc, port: grpc }
  readiness: { protocol: grpc, port: grpc }
`;

const letters = `team: identity-team
system: users
ports:
  - { name: http, containerPort: 8080 }
`;

const postman = `team: identity-team
system: users
template: worker
ports:
  - { name: http, containerPort: 8080 }
monitoring: { alerts: true, dashboard: true, maxLatency: 2s }
`;

/** Services of gRPC of which a version is tried in staging that nobody calls: one in the mesh, and one outside of it. */
export const uncalledOfGrpc = ['user-service', 'greeter'] as const;

/** These, and one whose counters have no paths. */
export const uncalled = [...uncalledOfGrpc, 'letters'] as const;

/**
 * The shipped catalog, rendered, with what a catalog may say besides and Prometheus sees: a service that people sync, and versions
 * of services that are tried, and one that takes jobs.
 */
export function watchedCatalog(): { readonly catalog: Catalog; readonly objects: ReadonlyMap<string, RenderedObject> } {
  const texts = new Map(
    readdirSync(shippedCatalog, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.yaml'))
      .map((path) => [path, readFileSync(join(shippedCatalog, path), 'utf8')]),
  );
  const path = `services/${handedToPeople}/service.yaml`;
  texts.set(path, `${texts.get(path)}autoSync: false\n`);
  const [meshed, unmeshed, plain] = uncalled;
  const overlay = `services/${meshed}/staging.yaml`;
  texts.set(overlay, `${texts.get(overlay)}${tried}`);
  texts.set(`services/${unmeshed}/service.yaml`, greeter);
  texts.set(`services/${plain}/service.yaml`, letters);
  for (const service of [unmeshed, plain])
    texts.set(`services/${service}/staging.yaml`, `release: { version: v1.0.0 }\n${tried}`);
  texts.set('services/postman/service.yaml', postman);
  texts.set('services/postman/staging.yaml', 'release: { version: v1.0.0 }\n');
  const { catalog } = loadCatalog(textsSource('catalog', texts));
  return { catalog, objects: objectsOf(renderedTexts(catalog)) };
}
