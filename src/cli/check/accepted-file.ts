import { lstatSync } from 'node:fs';
import { resolve } from 'node:path';

import { readAccepted, writeAccepted } from '../../check/accepted-findings';
import type { AcceptedFindings } from '../../check/accepted-findings';
import type { Finding } from '../../check/finding';
import { printableLine } from '../../model/printable';
import { InputError } from '../../model/problem';
import { isOnDisk, readText } from '../../tree/named-calls';
import { replaceFile } from '../replace-files';
import type { Context } from '../context';
import { shownPath } from '../shown-path';
import { refuseForeignFile, refuseForeignPlace } from './own-file';
import type { FoundConfig } from './read-check-config';

/**
 * Reads the accepted findings that slipway.yaml names; none, where there is no file yet.
 *
 * @throws InputError with every problem of the file
 */
export function readAcceptedFile({ config, folder }: FoundConfig, context: Context): AcceptedFindings {
  if (config.accepted === undefined) return { entries: [] };
  const file = resolve(folder, config.accepted);
  if (!isOnDisk(file)) return { entries: [] };
  refuseForeignFile(file, folder, context);
  const parsed = readAccepted(readText(file));
  if ('value' in parsed) return parsed.value;
  const shown = shownPath(file, context);
  throw new InputError(parsed.problems.map(({ at: _at, ...problem }) => ({ file: shown, ...problem })));
}

/** Accepts findings: writes their file, and says what to do with it. */
export function writeAcceptedFile(
  findings: readonly Finding[],
  { config, folder }: FoundConfig,
  context: Context,
): void {
  const file = resolve(folder, config.accepted ?? 'slipway-accepted.json');
  // Also a link that leads nowhere yet would be followed.
  if (lstatSync(file, { throwIfNoEntry: false }) !== undefined) refuseForeignFile(file, folder, context);
  refuseForeignPlace(file, folder, context);
  replaceFile(file, writeAccepted(findings));
  const name = printableLine(shownPath(file, context));
  const hint = config.accepted === undefined ? `; write "accepted: ${name}" into slipway.yaml to use it` : '';
  context.stdout.write(`${findings.length} findings are accepted in ${name}${hint}\n`);
}
