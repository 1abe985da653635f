import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import type { Cluster } from './cluster';
import { programFile } from './program-file';

const run = promisify(execFile);

/**
 * Runs the command line of Argo CD, as a person does who is signed in: "app sync web-prod".
 *
 * @returns what it printed
 * @throws Error with what it printed when its exit code is not 0, and when it is not done after two minutes
 */
export async function runArgocd(
  { argocd: address = '' }: Pick<Cluster, 'argocd'>,
  ...args: readonly string[]
): Promise<string> {
  const { stdout } = await run(programFile('argocd'), args, { env: argocdVariables(address), timeout: 120_000 });
  return stdout;
}

/** Variables by which the command line finds Argo CD; without authentication it needs no login. */
export function argocdVariables(address: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ARGOCD_BINARY_NAME: 'argocd',
    ARGOCD_SERVER: new URL(address).host,
    ARGOCD_OPTS: '--plaintext',
  };
}
