import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { inBuildFolder } from './build-folder';
import type { HelmOptions, ProgramResult, Programs } from './programs';

/** How Helm renders a chart with values that are in no file. */
export interface GivenValues extends Omit<HelmOptions, 'values'> {
  readonly values: Readonly<Record<string, unknown>>;
}

/** Helm, told these values of whatever chart it renders. */
export function helmWithValues({ helm }: Pick<Programs, 'helm'>, given: GivenValues): (chart: string) => ProgramResult {
  return (chart) =>
    inBuildFolder('slipway-values-', (folder) => {
      const values = join(folder, 'values.json');
      writeFileSync(values, JSON.stringify(given.values));
      return helm(chart, { ...given, values });
    });
}
