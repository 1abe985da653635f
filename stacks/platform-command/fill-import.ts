import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { InputError } from '../../src/model/problem';
import { Discovery } from '../doctor/discovery';
import { throughKubectl } from '../doctor/kubectl';
import type { Variables } from '../doctor/kubectl';
import { resourcesOf } from '../doctor/plan';
import { settingsFile } from '../read-settings';
import { accessOf } from './access-of';
import { ImportFile, fillImportFile } from './import-file';
import type { FilledImport } from './import-file';
import { PreviewError } from './preview-error';
import type { Stack } from './read-stack';

/** Longer than what a preview of hundreds of resources prints. */
const maximumBytes = 64 * 1024 * 1024;

/**
 * Fills a file of `pulumi preview --import-file` with what the cluster of a stack has. Nothing is changed.
 *
 * @param root of the project
 * @param path of a file that Pulumi has written. @default - Pulumi is asked for it
 * @throws InputError for a file that Pulumi has not written
 * @throws PreviewError when the preview that would write it fails
 */
export async function fillImport(
  root: string,
  stack: Stack,
  path: string | undefined,
  variables: Variables,
): Promise<FilledImport> {
  const file = path === undefined ? previewedImport(root, stack, variables) : readImportFile(path);
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

/** What Pulumi would make: what is in its program and not in its state. */
function previewedImport(root: string, { name, file }: Stack, variables: Variables): ImportFile {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-import-'));
  const path = join(folder, 'import.json');
  try {
    const elsewhere = file === settingsFile(name) ? [] : ['--config-file', resolve(root, file)];
    const words = ['preview', '--stack', name, '--non-interactive', ...elsewhere, '--import-file', path];
    const options = { cwd: root, env: { ...variables }, encoding: 'utf8', maxBuffer: maximumBytes } as const;
    const { error, status, stdout, stderr } = spawnSync('pulumi', words, options);
    if (error !== undefined) throw new PreviewError(`"pulumi" does not start: ${error.message}`);
    if (status !== 0)
      throw new PreviewError(`"pulumi ${words.slice(0, 3).join(' ')}" fails:\n${stderr}${stdout}`.trim());
    return readImportFile(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
