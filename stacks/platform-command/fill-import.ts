import { readFileSync } from 'node:fs';

import { InputError } from '../../src/model/problem';
import { Discovery } from '../doctor/discovery';
import { throughKubectl } from '../doctor/kubectl';
import type { Variables } from '../doctor/kubectl';
import { resourcesOf } from '../doctor/plan';
import { accessOf } from './access-of';
import { ImportFile, fillImportFile } from './import-file';
import type { FilledImport } from './import-file';
import type { Stack } from './read-stack';

/**
 * Fills a file of `pulumi preview --import-file` with what the cluster of a stack has. Nothing is written and nothing is changed.
 *
 * @param root of the project
 * @throws InputError for a file that Pulumi has not written
 */
export async function fillImport(
  root: string,
  stack: Stack,
  path: string,
  variables: Variables,
): Promise<FilledImport> {
  const file = readImportFile(path);
  const resources = await resourcesOf(stack, stack.settings);
  return await throughKubectl(
    accessOf(root, stack),
    variables,
    async (api) => await fillImportFile(file, resources, api, new Discovery(api)),
  );
}

function readImportFile(path: string): ImportFile {
  const hint = 'let Pulumi write it: pulumi preview --import-file import.json';
  try {
    return ImportFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const message = error instanceof Error && 'code' in error ? 'cannot be read' : 'is no import file of Pulumi';
    throw new InputError([{ file: path, path: [], message, hint }]);
  }
}
