import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import * as fc from 'fast-check';

import { hostileInput, unsafeLines, writeInput, type HostileInput } from './arbitrary-hostile';
import { runHere, runInProcess } from './run-in-process';
import { runSlipway } from './run-slipway';

/**
 * That a command of this process shows a hostile text as text: on a terminal, or in a pipe as a runner of CI reads it.
 *
 * @param root folder in which each run has one of its own
 */
export function shownAsText(root: string): fc.IAsyncProperty<[HostileInput, boolean]> {
  return fc.asyncProperty(hostileInput, fc.boolean(), async (input, isTerminal) => {
    const folder = mkdtempSync(join(root, 'run-'));
    const before = process.cwd();
    try {
      writeInput(folder, input);
      // Paths that manifests are read by are relative to where somebody is.
      process.chdir(folder);
      const shown = isTerminal ? (await runInProcess(input.words, folder)).shown : await shownInPipe(input, folder);
      refuseUnsafe(shown, input);
    } finally {
      process.chdir(before);
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

/** The same of the program as people start it. */
export function shownAsTextByProcess(root: string): fc.IProperty<[HostileInput]> {
  return fc.property(hostileInput, (input) => {
    const folder = mkdtempSync(join(root, 'run-'));
    try {
      writeInput(folder, input);
      const variables = { FORCE_COLOR: '1' };
      const { exitCode, stdout, stderr } = runSlipway(input.words, { workingDirectory: folder, variables });
      if (exitCode === null) throw new Error('the process was ended by a signal');
      refuseUnsafe(`${stdout}\n${stderr}`, input);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

/** There are no columns, so nothing is wrapped and indented. */
async function shownInPipe({ words }: HostileInput, folder: string): Promise<string> {
  const variables = { SLIPWAY_CACHE_DIR: folder, FORCE_COLOR: '1' };
  const { stdout, stderr } = await runHere(words, { workingDirectory: folder, variables });
  return `${stdout}\n${stderr}`;
}

function refuseUnsafe(shown: string, input: HostileInput): void {
  const unsafe = unsafeLines(shown, input);
  if (unsafe.length > 0) throw new Error(`lines that are more than text: ${JSON.stringify(unsafe)}`);
}
