import { folderSource } from '../../catalog/folder-source';
import { loadCatalog } from '../../catalog/load';
import { environmentNamed } from '../../model/catalog';
import type { Catalog } from '../../model/catalog';
import { capacityBy, capacityOf } from '../../model/capacity';
import type { Capacity, Span } from '../../model/capacity';
import { InputError } from '../../model/problem';
import { unknownName } from '../../model/unknown-name';
import { isSoftware } from '../../model/software';
import { formatBytes, formatCpu } from '../../model/quantity';
import type { Resolved } from '../../model/resolve';
import { printableLine } from '../../model/printable';
import { recommendationsFor } from '../capacity/measured';
import type { Recommendation } from '../capacity/measured';
import type { Context, ExitCode } from '../context';
import type { CatalogPlace } from '../find-catalog';
import { alignRows } from '../table';
import type { Row } from '../table';

/** What the lines of `slipway capacity` are about. */
export type CapacityGroup = 'team' | 'system' | 'service';

/** What `slipway capacity` was asked. */
export interface CapacityOptions {
  readonly place: CatalogPlace;
  /** A name or an alias. @default - every environment */
  readonly environment: string | undefined;
  readonly by: CapacityGroup;
  /** Of a Prometheus that has measured the pods. @default - nothing is recommended */
  readonly prometheus: string | undefined;
  readonly isJson: boolean;
}

interface EnvironmentCapacity {
  readonly environment: string;
  readonly groups: readonly (readonly [string, Capacity])[];
  readonly all: Capacity;
  /** Services whose pods a chart or a kustomization makes: the catalog does not say how many there are. */
  readonly uncounted: readonly string[];
  readonly recommendations: readonly Recommendation[];
}

/** Says what services ask for and may use. */
export async function showCapacity(options: CapacityOptions, { stdout }: Context): Promise<ExitCode> {
  const { catalog, resolved } = loadCatalog(folderSource(options.place.catalog));
  const found: EnvironmentCapacity[] = [];
  for (const environment of environmentsOf(catalog, options.environment)) {
    const there = resolved.filter((one) => one.environment === environment && !one.isRetired);
    const members = there.filter(({ wants }) => !isSoftware(wants));
    found.push({
      environment,
      groups: capacityBy(members, groupOf(options.by)),
      all: capacityOf(members),
      uncounted: there.filter(({ wants }) => isSoftware(wants)).map(({ service }) => service),
      recommendations: options.prometheus === undefined ? [] : await recommendationsFor(options.prometheus, members),
    });
  }
  if (options.isJson) {
    const environments = found.map(({ groups, ...rest }) => ({ ...rest, groups: Object.fromEntries(groups) }));
    stdout.write(`${JSON.stringify({ by: options.by, environments }, null, 2)}\n`);
  } else stdout.write(found.map((one) => textOf(one, options.by)).join('\n'));
  return 0;
}

function environmentsOf(catalog: Catalog, name: string | undefined): readonly string[] {
  if (name === undefined) return [...catalog.environments.keys()];
  const found = environmentNamed(catalog, name);
  if (found !== undefined) return [found];
  throw new InputError([unknownName('ENV', 'environment', name, catalog.environments.keys())]);
}

function groupOf(by: CapacityGroup): (one: Resolved) => string {
  if (by === 'team') return ({ wants }) => wants.team;
  return by === 'system' ? ({ wants, service }) => wants.system ?? service : ({ service }) => service;
}

function textOf(
  { environment, groups, all, uncounted, recommendations }: EnvironmentCapacity,
  by: CapacityGroup,
): string {
  const titles: Row = [environment, 'pods', 'cpu', 'at most', 'memory', 'at most'].map((text) => ({ text }));
  const rows = [titles, ...groups.map(([name, capacity]) => rowOf(name, capacity)), rowOf(`every ${by}`, all)];
  const lines = recommendations.map(
    ({ service, setting, now, better, why }) => `${service}: ${setting} ${now} -> ${better}: ${why}`,
  );
  const others = uncounted.length === 0 ? [] : [`not counted, since others make their pods: ${uncounted.join(', ')}`];
  return `${[...alignRows(rows), ...[...others, ...lines].map(printableLine)].join('\n')}\n`;
}

function rowOf(name: string, { pods, requests, limits }: Capacity): Row {
  return [
    name,
    spanOf(pods, String),
    spanOf(requests.cpu, formatCpu),
    spanOf(limits.cpu, formatCpu),
    spanOf(requests.memory, formatBytes),
    spanOf(limits.memory, formatBytes),
  ].map((text) => ({ text }));
}

function spanOf({ least, most }: Span, format: (value: number) => string): string {
  return least === most ? format(least) : `${format(least)} to ${format(most)}`;
}
