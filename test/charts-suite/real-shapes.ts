import { coreCharts, publishedChart } from '../../stacks/versions';
import type { CoreChart } from '../../stacks/versions';
import type { ChartShape } from '../platform/chart-shapes';
import { installationOf, installations, realCharts } from './installation';
import type { PlannedRelease } from './installation';
import { definitionsOf, namesOf, standInObjects } from './shape-of';

/**
 * Sizes are rounded up to a multiple of it, in bytes. Dates and random keys make a release a few bytes more or less each time, so that
 * two sizes of the same chart may be one step apart.
 */
export const sizeStep = 10_000;

/** What the stand-ins of `test/platform/charts` have to be like: names and kinds of production, and the largest size of any stack. */
export async function realShapes(): Promise<Readonly<Record<string, ChartShape>>> {
  const all: PlannedRelease[] = [];
  for (const [, stack, config] of installations) all.push(...(await installationOf(stack, config)).releases);
  const { releases } = await installationOf('prod', {});

  const empty: Record<string, ChartShape> = {};
  for (const chart of coreCharts) {
    const real = realCharts.get(chart);
    const release = releases.find((one) => one.chart === chart);
    if (real === undefined || release === undefined) throw new Error(`prod installs no ${chart}`);
    const sizes = all
      .filter((one) => one.chart === chart)
      .map(({ namespace, values }) => real.releaseBytes(namespace, values));
    empty[chart] = {
      version: publishedChart(chart).version,
      releaseBytes: Math.ceil(Math.max(...sizes) / sizeStep) * sizeStep,
      definitions: definitionsOf(real.render(release.namespace, release.values)),
      others: {},
    };
  }
  return Object.fromEntries(coreCharts.map((chart) => [chart, withOthers(chart, releases, empty)]));
}

function withOthers(
  chart: CoreChart,
  releases: readonly PlannedRelease[],
  shapes: Readonly<Record<string, ChartShape>>,
): ChartShape {
  const [shape, release] = [shapes[chart], releases.find((one) => one.chart === chart)];
  if (shape === undefined || release === undefined) throw new Error(`prod installs no ${chart}`);
  const real = namesOf(realCharts.get(chart)?.render(release.namespace, release.values) ?? []);
  const made = namesOf(standInObjects({ ...release, chart }, shapes).objects);
  const others: Record<string, string[]> = {};
  for (const [name, { apiVersion }] of real) if (!made.has(name)) (others[apiVersion] ??= []).push(name);
  return { ...shape, others };
}
