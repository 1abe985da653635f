import { writeFileSync } from 'node:fs';

import { recordedFile, recordedPlatform } from '../../prometheus/recorded-platform';
import { describeWithCharts } from '../describe-with-charts';
import { recordPlatform } from '../record-platform';

describeWithCharts('what the suite with a real Prometheus knows of the platform', () => {
  test('is what the real charts make; if not, run "npm run chart-shapes"', async () => {
    const real = await recordPlatform();
    if (process.env['UPDATE_SHAPES'] === '1') writeFileSync(recordedFile, `${JSON.stringify(real, undefined, 2)}\n`);

    expect(real.pods.length).toBeGreaterThan(30);
    expect(recordedPlatform()).toEqual(real);
  });
});
