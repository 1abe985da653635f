import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where they are. */
export const chartsFolder = join(__dirname, 'charts');
const shared = 'stand-in.tpl';

/** Names of the charts that have a stand-in. */
export const standIns: readonly string[] = readdirSync(chartsFolder)
  .filter((name) => name !== shared)
  .sort();

/** Copies the charts that stand in for the public ones, each complete. */
export function copyStandIns(target: string): void {
  for (const chart of standIns) {
    cpSync(join(chartsFolder, chart), join(target, chart), { recursive: true });
    cpSync(join(chartsFolder, shared), join(target, chart, 'templates', `_${shared}`));
  }
}
