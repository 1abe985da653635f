import type { Outcome } from '../delivery/outcome';
import type { Catalog } from '../model/catalog';
import { quantityValue } from '../model/quantity';
import { treeFolders } from '../model/tree-layout';
import { resolveAll } from '../model/resolve';
import type { Resolved } from '../model/resolve';
import type { PlacementStatus, ServiceStatus } from '../portal/status';

type Committed = Extract<Outcome, { readonly state: 'committed' }>;

/** What the portal shows at once of the placements that a commit has changed: what was asked for, and not yet what runs. */
export function placementsChanged({ effects }: Committed, catalog: Catalog): readonly PlacementStatus[] {
  const changed = new Set(effects.map(({ service, environment }) => `${service ?? ''} ${environment ?? ''}`));
  return placementsIn(catalog, ({ service, environment }) => changed.has(`${service} ${environment}`));
}

/** What a catalog says of placements. */
export function placementsIn(
  catalog: Catalog,
  isMeant: (placement: Pick<Resolved, 'service' | 'environment'>) => boolean,
): readonly PlacementStatus[] {
  return resolveAll(catalog)
    .filter(isMeant)
    .map(({ service, environment, overlay: { release }, settings: { scale, resources }, where }) => {
      const replicas = scale.owner === 'fixed' ? scale.replicas : scale.minReplicas;
      return {
        service,
        environment,
        version: release.version,
        replicas,
        cpuRequested: ofAll(replicas, resources.requests?.cpu),
        memoryRequested: ofAll(replicas, resources.requests?.memory, bytesOfMebibyte),
        cpuLimit: ofAll(replicas, resources.limits?.cpu),
        memoryLimit: ofAll(replicas, resources.limits?.memory, bytesOfMebibyte),
        autoSync: where.sync.mode === 'automatic',
        promotedFrom: release.promotedFrom,
        changeTicket: release.changeTicket,
        sourceCommittedAt: inUtc(release.source?.committedAt),
      };
    });
}

const bytesOfMebibyte = 2 ** 20;

/** What all replicas have together; undefined where one has no bound. */
function ofAll(replicas: number, quantity: string | undefined, unit = 1): number | undefined {
  const one = quantity === undefined ? undefined : quantityValue(quantity);
  // To a thousandth: sums of doubles have more digits than anybody has written.
  return one === undefined ? undefined : Math.round((replicas * one * 1000) / unit) / 1000;
}

/** The portal computes with times, and reads one form of them. */
function inUtc(time: string | undefined): string | undefined {
  return time === undefined ? undefined : `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/**
 * What the portal shows of services that a commit has changed.
 *
 * @param at when it was committed (RFC 3339)
 */
export function servicesChanged({ effects }: Committed, catalog: Catalog, at: string): readonly ServiceStatus[] {
  const changed = effects.filter(({ kind }) => kind === 'service' || kind === 'setting');
  const names = new Set(changed.flatMap(({ service }) => service ?? []));
  const { url, branch } = catalog.platform.repository;
  return [...names].flatMap((name): readonly ServiceStatus[] => {
    const entry = catalog.services.get(name);
    if (entry === undefined) return [{ service: name, status: 'retired' }];
    const { team, language, framework, ports, retired } = entry.service;
    const isNew = changed.some(
      ({ service, environment, path, before }) =>
        service === name && environment === undefined && path.length === 0 && before === undefined,
    );
    return [
      {
        service: name,
        team,
        language,
        framework,
        port: ports[0]?.containerPort,
        status: retired ? 'retired' : 'active',
        repository: `${url.replace(/\.git$/, '')}/tree/${branch}/${treeFolders.service(name)}`,
        ...(isNew && { createdAt: at }),
      },
    ];
  });
}
