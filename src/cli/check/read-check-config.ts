import { dirname, join, relative, resolve } from 'node:path';

import { readYaml } from '../../catalog/read-yaml';
import type { FromConfig } from '../../check/apply-config';
import { parseCheckConfig } from '../../check/check-config';
import type { CheckConfig } from '../../check/check-config';
import { ruleTexts } from '../../check/rule-texts';
import { InputError } from '../../model/problem';
import type { Problem } from '../../model/problem';
import { Locator } from '../../yaml/locate';
import { isOnDisk, readText } from '../../tree/named-calls';
import type { Context } from '../context';
import { shownPath } from '../shown-path';
import { ownText } from './own-file';
import { usable } from './usable';

/** What a team says about its checks, and the folder that paths in it are relative to. */
export interface FoundConfig {
  readonly config: CheckConfig;
  readonly folder: string;
  /** Why slipway.yaml cannot be used, where nothing of it is in `config`. */
  readonly faults: readonly Problem[];
}

const fileName = 'slipway.yaml';

/**
 * Reads slipway.yaml: the one that was named, or the nearest one in the working directory and the folders above it. Without
 * one, nothing is said. What is wrong with it stops no check: it is among what is found, with line and column.
 *
 * @throws InputError when there is none under the name that was said
 */
export function readCheckConfig(named: string | undefined, context: Context): FoundConfig {
  const { workingDirectory } = context;
  const file = named === undefined ? nearestAbove(workingDirectory) : resolve(workingDirectory, named);
  if (file === undefined) return { config: {}, folder: workingDirectory, faults: [] };
  const shown = shownPath(file, context);
  if (!isThere(file)) {
    throw new InputError([{ file: shown, path: [], message: 'there is no such file', hint: 'name it with --config' }]);
  }
  // Whoever names one knows what it is.
  const text = (): string => (named === undefined ? ownText(file, context) : readText(file));
  const { value = {}, faults } = usable(shown, () => configIn(text(), shown));
  return { config: value, folder: dirname(file), faults };
}

/** @throws InputError with every problem of the text, each with line and column */
function configIn(text: string, shown: string): CheckConfig {
  const read = isEmpty(text) ? { value: {} } : readYaml(text, shown);
  if ('problems' in read) throw new InputError(read.problems);
  const parsed = parseCheckConfig(read.value, ruleTexts);
  if ('value' in parsed) return parsed.value;
  const locator = new Locator(text);
  throw new InputError(
    parsed.problems.map(({ at, ...problem }) => ({ file: shown, ...locator.locate(problem.path, at), ...problem })),
  );
}

/** Names files of the working directory as patterns of slipway.yaml do: from its folder. */
export function fromConfigIn({ folder }: FoundConfig, { workingDirectory }: Context): FromConfig {
  return (file) => relative(folder, resolve(workingDirectory, file)).replaceAll('\\', '/');
}

function nearestAbove(directory: string): string | undefined {
  const file = join(directory, fileName);
  if (isThere(file)) return file;
  const parent = dirname(directory);
  return parent === directory ? undefined : nearestAbove(parent);
}

/** Also what the file system does not let be read, such as a link to itself: it was meant to say something. */
function isThere(file: string): boolean {
  try {
    return isOnDisk(file);
  } catch {
    return true;
  }
}

function isEmpty(text: string): boolean {
  return text.split('\n').every((line) => /^\s*(?:#.*)?$/.test(line));
}
