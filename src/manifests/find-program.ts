import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

import { isFile } from './what-is-there';

/** Environment variables of whoever runs Slipway. */
export type ProgramVariables = Readonly<Record<string, string | undefined>>;

/** Absolute path of a program on the PATH. A folder that depends on where one stands is no place for programs. */
export function findProgram(name: string, variables: ProgramVariables): string | undefined {
  const folders = (variables['PATH'] ?? variables['Path'] ?? '')
    .split(delimiter)
    .filter((folder) => isAbsolute(folder));
  const names = process.platform === 'win32' ? [`${name}.exe`] : [name];
  return folders.flatMap((folder) => names.map((file) => join(folder, file))).find((file) => isExecutable(file));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return isFile(file);
  } catch {
    return false;
  }
}
