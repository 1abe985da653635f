import { writeFileSync } from 'node:fs';

import { coreCharts } from '../../../stacks/versions';
import { chartShapes, shapesFile } from '../../platform/chart-shapes';
import type { ChartShape } from '../../platform/chart-shapes';
import { describeWithCharts } from '../describe-with-charts';
import { installationOf, realCharts } from '../installation';
import type { PlannedRelease } from '../installation';
import { realShapes, sizeStep } from '../real-shapes';
import { namesOf, standInObjects } from '../shape-of';

/** What an object of Kubernetes may have, and so a release of Helm. */
const mostBytes = 1024 * 1024;

/** Shapes without the sizes of releases, which differ a little each time. */
function withoutSizes(shapes: Readonly<Record<string, ChartShape>>): object {
  return Object.fromEntries(Object.entries(shapes).map(([chart, shape]) => [chart, { ...shape, releaseBytes: 0 }]));
}

describeWithCharts('the stand-ins of the platform suite are no kinder than the real charts', () => {
  let real: Readonly<Record<string, ChartShape>>;
  let releases: readonly PlannedRelease[];

  beforeAll(async () => {
    real = await realShapes();
    ({ releases } = await installationOf('prod', {}));
    if (process.env['UPDATE_SHAPES'] === '1') writeFileSync(shapesFile, `${JSON.stringify(real, undefined, 2)}\n`);
  });

  test('their names, kinds and sizes are written down; if not, run "npm run chart-shapes"', () => {
    const written = chartShapes();

    expect(withoutSizes(written)).toEqual(withoutSizes(real));
    for (const chart of coreCharts) {
      const difference = Math.abs(written[chart].releaseBytes - (real[chart]?.releaseBytes ?? mostBytes));
      expect({ chart, withinOneStep: difference <= sizeStep }).toEqual({ chart, withinOneStep: true });
    }
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
