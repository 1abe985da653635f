import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { thisMachine, toolsFolder } from '../../cluster/tools/machine';

/**
 * Finds a program that the cluster does not need: in the folders of SLIPWAY_TOOLS, on PATH, or in a folder
 * `<program>-<version>` of Slipway's cache of tools.
 */
export function findProgram(name: string): string | undefined {
  const machine = thisMachine();
  const { SLIPWAY_TOOLS = '', PATH = '' } = machine.variables;
  const cache = toolsFolder(machine);
  const cached = existsSync(cache) ? readdirSync(cache).filter((folder) => folder.startsWith(`${name}-`)) : [];
  return [
    ...[...SLIPWAY_TOOLS.split(delimiter), ...PATH.split(delimiter)].filter((folder) => folder !== ''),
    ...cached.map((folder) => join(cache, folder)),
  ]
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
