import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { packageRoot } from '../../helpers/run-slipway';
import { aProject } from './a-project';
import { kubectlVariables } from './kubectl-variables';

interface RunPlatformOptions {
  /** @default - a new one, with the shipped catalog and the stack "dev" */
  readonly project?: string;
  /** URL of an API server, for the real kubectl. */
  readonly server?: string;
  /** A shell script that stands for the program. @default - there is none */
  readonly pulumi?: string;
  /** Descriptor of a file that standard output goes to. @default - it is read */
  readonly output?: number;
}

/** Runs `npm run platform -- ...` in a project. */
export async function runPlatform(
  words: readonly string[],
  { project = aProject(), server, pulumi, output }: RunPlatformOptions = {},
): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  const loader = join(dirname(require.resolve('tsx/package.json')), 'dist', 'loader.mjs');
  const main = join(packageRoot, 'stacks', 'platform-command', 'main.ts');
  const variables = kubectlVariables(server);
  if (pulumi !== undefined) {
    writeFileSync(join(variables['HOME'] ?? '', 'pulumi'), `#!/bin/sh\n${pulumi}\n`, { mode: 0o755 });
  }
  const child = spawn(process.execPath, ['--import', loader, main, ...words], {
    cwd: project,
    env: { ...variables },
    stdio: ['ignore', output ?? 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stdout, stderr };
}
