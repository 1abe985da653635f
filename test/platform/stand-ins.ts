import { cpSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { coreCharts } from '../../stacks/versions';
import { chartShapes, filler, othersTemplate } from './chart-shapes';
import type { ChartShape } from './chart-shapes';

/** Where they are. */
export const chartsFolder = join(__dirname, 'charts');
const shared = 'stand-in.tpl';

/** Names of the charts that have a stand-in. */
export const standIns: readonly string[] = readdirSync(chartsFolder)
  .filter((name) => name !== shared)
  .sort();

/**
 * Copies the charts that stand in for the public ones, each complete: with the kinds, the names and the size of the public one.
 *
 * @param shapes @default - those of `chart-shapes.json`
 */
export function copyStandIns(target: string, shapes: Readonly<Record<string, ChartShape>> = chartShapes()): void {
  for (const chart of coreCharts) {
    const folder = join(target, chart);
    cpSync(join(chartsFolder, chart), folder, { recursive: true });
    cpSync(join(chartsFolder, shared), join(folder, 'templates', `_${shared}`));
    const shape = shapes[chart];
    if (shape === undefined) throw new Error(`no shape of the chart "${chart}" is known`);
    writeFileSync(join(folder, 'definitions.json'), JSON.stringify({ definitions: shape.definitions }));
    writeFileSync(join(folder, 'templates', 'others.yaml'), othersTemplate(shape));
    writeFileSync(join(folder, 'filler'), filler(chart, shape));
  }
}
