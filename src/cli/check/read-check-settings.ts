import { resolve } from 'node:path';

import type { AcceptedFindings } from '../../check/accepted-findings';
import { unusableSettings } from '../../check/file-rules';
import type { Finding } from '../../check/finding';
import { SchemasError, readSchemas } from '../../manifest-schemas/read-schemas';
import type { Schemas } from '../../manifest-schemas/read-schemas';
import { InputError } from '../../model/problem';
import type { Problem } from '../../model/problem';
import { withoutSecrets } from '../../secrets/hide';
import { isOnDisk } from '../../tree/named-calls';
import type { Context } from '../context';
import { shownPath } from '../shown-path';
import { readAcceptedFile } from './accepted-file';
import { refuseForeignFile } from './own-file';
import { readCheckConfig } from './read-check-config';
import type { FoundConfig } from './read-check-config';
import { usable } from './usable';

/** What a team says about its checks, as far as its files can be used. */
export interface TeamSettings {
  readonly found: FoundConfig;
  /** Undefined where no file says so. */
  readonly accepted: AcceptedFindings | undefined;
  readonly schemas: readonly Schemas[];
  /** What is wrong with slipway.yaml and the files that it names. */
  readonly faults: readonly Problem[];
}

/**
 * Reads slipway.yaml and the files that it names. One that cannot be used stops no check.
 *
 * @param named slipway.yaml. @default - the nearest one
 * @throws InputError when there is none under that name
 */
export function readCheckSettings(named: string | undefined, context: Context): TeamSettings {
  const found = readCheckConfig(named, context);
  const { config, folder } = found;
  const nameOf = (...path: string[]): string => shownPath(resolve(...path), context);
  const accepted = usable(nameOf(folder, config.accepted ?? ''), () => readAcceptedFile(found, context));
  const schemas = (config.schemas ?? []).map((file) =>
    usable(nameOf(context.workingDirectory, file), () => schemasIn(file, folder, context)),
  );
  return {
    found,
    accepted: accepted.value,
    schemas: schemas.flatMap(({ value }) => value ?? []),
    faults: [found, accepted, ...schemas].flatMap(({ faults }) => faults),
  };
}

/** What is wrong with settings, as findings: every format has a place for them. */
export function asFindings(faults: readonly Problem[]): readonly Finding[] {
  const { id: rule, severity } = unusableSettings;
  // A text that is no setting may be anything.
  return faults.map(({ message, ...place }) => ({ rule, severity, ...place, message: withoutSecrets(message) }));
}

function schemasIn(file: string, folder: string, context: Context): Schemas {
  const path = resolve(context.workingDirectory, file);
  const problem = { file: shownPath(path, context), path: [] };
  if (isOnDisk(path)) refuseForeignFile(path, folder, context);
  try {
    return readSchemas(path);
  } catch (error) {
    if (!(error instanceof SchemasError)) throw error;
    const [message, hint] = ['it is no file of schemas', 'write it again with "npm run manifest-schemas"'];
    throw new InputError([{ ...problem, message, hint }]);
  }
}
