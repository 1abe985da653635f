import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { folderSource } from '../../catalog/folder-source';
import { readCatalog } from '../../catalog/load';
import { programsOnPath } from '../../manifests/programs';
import type { ChartAddress } from '../../manifests/programs';
import { documents, inOrderOfNames } from '../../model/catalog';
import type { Catalog } from '../../model/catalog';
import { Refusal } from '../../model/refusal';
import { chartName } from '../../model/software';
import { printableLine } from '../../model/printable';
import { readBytes } from '../../tree/named-calls';
import type { Context, ExitCode } from '../context';
import type { CatalogPlace } from '../find-catalog';
import { replaceFile } from '../replace-files';
import { serviceNamed } from '../service-named';

/** What `slipway charts` was asked. */
export interface ChartsOptions {
  readonly place: CatalogPlace;
  readonly action: 'fetch' | 'list';
  /** @default - all that are there */
  readonly services: readonly string[];
  readonly isJson: boolean;
}

/** A chart that releases name. */
interface NamedChart extends ChartAddress {
  /** File of its archive, below the catalog. */
  readonly archive: string;
  /** Digest of the archive that is there; undefined for none. */
  readonly digest: string | undefined;
  readonly releases: readonly {
    readonly service: string;
    readonly environment: string;
    readonly digest: string | undefined;
  }[];
}

/** Lists the charts of a catalog, or brings those that are not there. */
export function charts({ place, action, services, isJson }: ChartsOptions, context: Context): ExitCode {
  const catalog = readCatalog(folderSource(place.catalog));
  for (const name of services) serviceNamed(catalog, name);
  const named = chartsIn(catalog, services);
  const all = action === 'list' ? named : named.map((chart) => fetched(chart, place, context));
  const { stdout } = context;
  if (isJson) stdout.write(`${JSON.stringify({ charts: all }, null, 2)}\n`);
  else if (all.length === 0) stdout.write('no service is a chart from elsewhere\n');
  else for (const chart of all) stdout.write(`${linesOf(chart).map(printableLine).join('\n')}\n`);
  return all.every(({ digest }) => digest !== undefined) ? 0 : 1;
}

function chartsIn({ services, archives }: Catalog, wanted: readonly string[]): readonly NamedChart[] {
  const byArchive = new Map<string, NamedChart>();
  for (const [service, { service: wants, overlays }] of inOrderOfNames(services)) {
    const name = wants.chart === undefined ? undefined : chartName(wants.chart);
    if (wants.chart === undefined || name === undefined || (wanted.length > 0 && !wanted.includes(service))) continue;
    for (const [environment, { release }] of inOrderOfNames(overlays)) {
      const { version } = release;
      const archive = documents.archive(name, version);
      const others = byArchive.get(archive)?.releases ?? [];
      byArchive.set(archive, {
        source: wants.chart.source,
        name,
        version,
        archive,
        digest: archives?.get(archive)?.digest,
        releases: [...others, { service, environment, digest: release.digest }],
      });
    }
  }
  return [...byArchive.values()];
}

/** A chart with its archive; what is there is not fetched again. */
function fetched(chart: NamedChart, { catalog }: CatalogPlace, context: Context): NamedChart {
  if (chart.digest !== undefined) return chart;
  const programs = programsOnPath({ variables: context.variables, isNetworkAllowed: true });
  const folder = mkdtempSync(join(tmpdir(), 'slipway-charts-'));
  try {
    const result = programs.pull?.(chart, folder) ?? 'not installed';
    if (result === 'not installed')
      throw new Refusal('helm is not installed; install helm 3 or 4, so that it is on the PATH', 'usage');
    const what = `the chart "${chart.name}" ${chart.version} of ${chart.source}`;
    if ('failure' in result)
      throw new Refusal(`helm cannot bring ${what}: ${result.failure}; "helm pull" says more`, 'answer');
    const file = readdirSync(folder).find((name) => name.endsWith('.tgz'));
    if (file === undefined) throw new Refusal(`helm has brought no archive of ${what}`, 'answer');
    const content = readBytes(join(folder, file));
    const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`;
    const other = chart.releases.find((release) => release.digest !== undefined && release.digest !== digest);
    if (other !== undefined)
      throw new Refusal(
        `${what} is ${digest} there, and the release of ${other.service} in ${other.environment} names ${other.digest}: it is not kept`,
        'answer',
      );
    replaceFile(join(catalog, chart.archive), content);
    return { ...chart, digest };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function linesOf({ archive, digest, source, releases }: NamedChart): readonly string[] {
  const where = releases.map(({ service, environment }) => `${service} in ${environment}`).join(', ');
  const unsaid = releases.filter((release) => release.digest === undefined);
  return [
    `catalog/${archive} of ${source}: ${where}`,
    digest === undefined ? '  not there; "slipway charts fetch" brings it' : `  ${digest}`,
    ...(digest === undefined
      ? []
      : unsaid.map(
          ({ service, environment }) =>
            `  write it into catalog/${documents.overlay(service, environment)}: release.digest`,
        )),
  ];
}
