import { sayMissing, findPrograms } from '../cluster/tools/find-programs';
import { missingCharts } from './installation';
import { chartsFolder, helm } from './real-chart';

/**
 * Tests of the real charts. Where some of them or helm are missing they are skipped: they are counted, and what is missing is said.
 *
 * @param body declares the tests
 */
export function describeWithCharts(name: string, body: () => void): void {
  const reasons = [
    ...(helm === undefined ? [sayMissing(findPrograms(['helm']).missing)] : []),
    ...(missingCharts.length === 0
      ? []
      : [
          chartsFolder === ''
            ? 'SLIPWAY_CHARTS names no folder of charts; docs/how-to/test-platform.md says how to fill one'
            : `SLIPWAY_CHARTS, "${chartsFolder}", has no ${missingCharts.join(', ')}`,
        ]),
  ];
  if (reasons.length === 0) {
    // oxlint-disable-next-line jest/valid-title -- the title of the caller
    describe(name, body);
    return;
  }
  process.stderr.write(`\nSKIPPED: ${name}\n${reasons.join('\n')}\n\n`);
  // oxlint-disable-next-line jest/no-disabled-tests -- not disabled: it cannot run without the charts
  describe.skip(name, body);
}
