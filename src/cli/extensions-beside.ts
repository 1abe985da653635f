import { join } from 'node:path';

import type * as Run from '../extensions/run-extensions';
import type { RunningExtensions } from '../extensions/run-extensions';
import { extensionFiles } from '../extensions/own-files';
import { closedExtensions } from '../model/extension-door';
import type { ExtensionDoor } from '../model/extension-door';
import type { Context } from './context';
import type { SchemaExtensions } from './refresh-schemas';

/** The extensions beside a catalog, and what editors are told of them where they may run. */
export interface ExtensionsBeside extends ExtensionDoor {
  readonly schemas?: SchemaExtensions;
}

/**
 * The extensions beside a catalog: they are loaded when the first of them is to run.
 *
 * @param mayRun whether their code may run: a pull request of a stranger has it, too
 * @returns undefined when there are none
 */
export function extensionsBeside(
  catalog: string,
  { packageRoot }: Pick<Context, 'packageRoot'>,
  mayRun: boolean,
): ExtensionsBeside | undefined {
  const files = extensionFiles(catalog);
  if (files === undefined) return undefined;
  if (!mayRun) return closedExtensions(files.hash);
  let running: RunningExtensions | undefined;
  const door = (): RunningExtensions => {
    const { runExtensions }: typeof Run = require('../extensions/run-extensions');
    return (running ??= runExtensions(files, join(packageRoot, 'package.json')));
  };
  return {
    hash: files.hash,
    get names() {
      return door().names;
    },
    run: (name, settings, placement, objects) => door().run(name, settings, placement, objects),
    close: () => running?.close?.(),
    schemas: {
      get isLoaded() {
        return running !== undefined;
      },
      get described() {
        return door().described;
      },
    },
  };
}
