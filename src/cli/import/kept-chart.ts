import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';

import { serviceOfChart } from '../../import/exact/chart-import';
import type { KeptChart } from '../../import/exact/chart-import';
import type { SourceChart } from '../../import/exact/chart-source';
import { documents } from '../../model/catalog';
import { Refusal } from '../../model/refusal';
import { Chart, besideService, chartName } from '../../model/software';
import type { ImportOptions } from './import-options';

/**
 * The chart that somebody wants to stay the source of its service; undefined where nobody does.
 *
 * @throws Refusal for what is no chart, and for a source that is not where such a chart is kept
 */
export function keptChart(
  { keptChart: source, folder }: Pick<ImportOptions, 'keptChart' | 'folder'>,
  chart: SourceChart | undefined,
): KeptChart | undefined {
  if (source === undefined) return undefined;
  const refuse = (why: string): never => {
    throw new Refusal(why, 'usage');
  };
  if (chart === undefined) return refuse(`--keep-chart is for a chart of Helm, and "${folder}" is none`);
  const { error } = Chart.shape.source.safeParse(source);
  if (error !== undefined) return refuse(`--keep-chart "${source}" ${error.issues[0]?.message ?? 'is wrong'}`);
  const isBeside = source === besideService;
  if (isBeside && chart.isArchive)
    return refuse(
      `"${folder}" is an archive: say with --keep-chart where its repository is, such as oci://registry.example.com/charts/${chart.name}; or unpack it, and import its folder`,
    );
  if (!isBeside && !chart.isArchive)
    return refuse(
      `"${folder}" is a folder, and a repository has archives: say --keep-chart folder, or import what "helm pull" brings`,
    );
  const name = isBeside
    ? undefined
    : chartName(Chart.parse({ source, ...(isOci(source) ? {} : { name: chart.name }) }));
  if (name !== undefined && name !== chart.name)
    return refuse(`--keep-chart "${source}" is the chart "${name}", and "${folder}" is "${chart.name}"`);
  return isBeside ? { chart, source } : { chart, source, digest: digestOf(readFileSync(chart.path)) };
}

function digestOf(archive: Buffer): string {
  return `sha256:${createHash('sha256').update(archive).digest('hex')}`;
}

function isOci(source: string): boolean {
  return source.startsWith('oci://');
}

/** The files of a kept chart, by their paths below the catalog. */
export function filesOfChart({ chart, source }: KeptChart): ReadonlyMap<string, Buffer> {
  if (source !== besideService)
    return new Map([[documents.archive(chart.name, chart.version.replaceAll('+', '_')), readFileSync(chart.path)]]);
  const folder = documents.softwareFolder(serviceOfChart(chart), 'chart');
  return new Map(
    readdirSync(chart.path, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(chart.path, name)).isFile())
      .map((name) => [`${folder}/${name.split(sep).join('/')}`, readFileSync(join(chart.path, name))]),
  );
}
