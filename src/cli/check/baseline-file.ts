import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { readBaseline, writeBaseline } from '../../check/baseline';
import type { Baseline } from '../../check/baseline';
import type { Finding } from '../../check/finding';
import { InputError } from '../../model/problem';
import type { Context } from '../context';
import { shownPath } from '../shown-path';
import type { FoundConfig } from './read-check-config';

/**
 * Reads the baseline that slipway.yaml names; an empty one, where there is none yet.
 *
 * @throws InputError with every problem of the file
 */
export function readBaselineFile({ config, folder }: FoundConfig, context: Context): Baseline {
  if (config.baseline === undefined) return { entries: [] };
  const file = resolve(folder, config.baseline);
  if (!existsSync(file)) return { entries: [] };
  const parsed = readBaseline(readFileSync(file, 'utf8'));
  if ('value' in parsed) return parsed.value;
  const shown = shownPath(file, context);
  throw new InputError(parsed.problems.map(({ at: _at, ...problem }) => ({ file: shown, ...problem })));
}

/** Writes the baseline of findings, and says what to do with it. */
export function writeBaselineFile(
  findings: readonly Finding[],
  { config, folder }: FoundConfig,
  context: Context,
): void {
  const file = resolve(folder, config.baseline ?? 'slipway-baseline.json');
  writeFileSync(file, writeBaseline(findings));
  const name = shownPath(file, context);
  const hint = config.baseline === undefined ? `; write "baseline: ${name}" into slipway.yaml to use it` : '';
  context.stdout.write(`${findings.length} findings are accepted in ${name}${hint}\n`);
}
