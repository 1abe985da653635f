import { writeFileSync } from 'node:fs';

import { coreCharts } from '../../../stacks/versions';
import { chartShapes, shapesFile } from '../../platform/chart-shapes';
import type { ChartShape } from '../../platform/chart-shapes';
import { describeWithCharts } from '../describe-with-charts';
import { installationOf, realCharts } from '../installation';
import type { PlannedRelease } from '../installation';
import { realShapes } from '../real-shapes';
import { namesOf, standInObjects } from '../shape-of';

/** What an object of Kubernetes may have, and so a release of Helm. */
const mostBytes = 1024 * 1024;

describeWithCharts('the stand-ins of the platform suite are no kinder than the real charts', () => {
  let real: Readonly<Record<string, ChartShape>>;
  let releases: readonly PlannedRelease[];

  beforeAll(async () => {
    real = await realShapes();
    ({ releases } = await installationOf('prod', {}));
    if (process.env['UPDATE_SHAPES'] === '1') writeFileSync(shapesFile, `${JSON.stringify(real, undefined, 2)}\n`);
  });

  test('their names, kinds and sizes are written down; if not, run "npm run chart-shapes"', () => {
    expect(chartShapes()).toEqual(real);
  });

  test.each(coreCharts)('%s has every object of its chart, and is as large as a release', (chart) => {
    const release = releases.find((one) => one.chart === chart);
    if (release === undefined) throw new Error(`prod installs no ${chart}`);
    const { namespace, values } = release;
    const ofChart = namesOf(realCharts.get(chart)?.render(namespace, values) ?? []);
    const { objects, releaseBytes } = standInObjects({ ...release, chart }, chartShapes());
    const made = namesOf(objects);

    expect(ofChart.size).toBeGreaterThan(3);
    expect([...ofChart.keys()].filter((name) => !made.has(name))).toEqual([]);
    expect(releaseBytes).toBeGreaterThanOrEqual(realCharts.get(chart)?.releaseBytes(namespace, values) ?? mostBytes);
    expect(releaseBytes).toBeLessThan(mostBytes);
  });
});
