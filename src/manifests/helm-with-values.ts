import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { HelmOptions, ProgramResult, Programs } from './programs';

/** How Helm renders a chart with values that are in no file. */
export interface GivenValues extends Omit<HelmOptions, 'values'> {
  readonly values: Readonly<Record<string, unknown>>;
}

/** Helm, told these values of whatever chart it renders. */
export function helmWithValues({ helm }: Pick<Programs, 'helm'>, given: GivenValues): (chart: string) => ProgramResult {
  return (chart) => {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-values-'));
    try {
      const values = join(folder, 'values.json');
      writeFileSync(values, JSON.stringify(given.values));
      return helm(chart, { ...given, values });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
}
