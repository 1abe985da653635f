import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { KeptTexts, RenderTools } from '../catalog/render-tools';
import { programsOnPath } from '../manifests/programs';
import type { ExtensionDoor } from '../model/extension-door';
import { makeFolder } from '../tree/make-folder';
import { cacheFolder } from './cache-place';
import type { Context } from './context';

/** All charts of a catalog, when nothing of them is known: more than CI waits for, less than for ever. */
const timeLimitSeconds = 1800;

/**
 * What commands render with: the programs on the PATH, in an environment that reaches nothing, and what they have made before.
 */
export function renderTools(machine: Machine, { extensions, say }: ToolOptions = {}): RenderTools {
  const programs = programsOnPath({ variables: machine.variables, timeLimitSeconds });
  const kept = keptInFolder(join(cacheFolder(machine), 'software'));
  return { programs, kept, ...(extensions && { extensions }), ...(say && { say }) };
}

/** What is asked of a machine. */
export type Machine = Pick<Context, 'variables' | 'platform' | 'homeDirectory' | 'packageRoot'>;

/** What a command adds. */
export interface ToolOptions {
  /** @default - there are none */
  readonly extensions?: ExtensionDoor | undefined;
  /** Is told what was left out on the way. @default - nobody is */
  readonly say?: ((note: string) => void) | undefined;
}

/** Keeps texts in files of a folder, and those that were asked for in memory: each environment asks twice. */
function keptInFolder(folder: string): KeptTexts {
  const known = new Map<string, string>();
  return {
    get: (name) => {
      const text = known.get(name) ?? textAt(join(folder, name));
      if (text !== undefined) known.set(name, text);
      return text;
    },
    put: (name, text) => {
      known.set(name, text);
      try {
        makeFolder(folder);
        const temporary = join(folder, `${name}.${process.pid}`);
        writeFileSync(temporary, text);
        renameSync(temporary, join(folder, name));
      } catch {
        // What cannot be kept is made again.
      }
    },
  };
}

function textAt(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
