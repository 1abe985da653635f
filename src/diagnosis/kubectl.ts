import { execFile } from 'node:child_process';

/** What kubectl has answered. */
export interface KubectlAnswer {
  readonly isAnswered: boolean;
  readonly stdout: string;
  /** In the words of kubectl, where it could not answer. */
  readonly stderr: string;
}

/** Asks kubectl: it knows every way to sign in to a cluster. */
export type Kubectl = (args: readonly string[]) => Promise<KubectlAnswer>;

/** A cluster without an answer, behind a dead VPN: nobody waits for it for ever. */
const patienceMilliseconds = 30_000;
const mostBytes = 64 * 2 ** 20;

/**
 * kubectl with one context.
 *
 * @param variables of the environment, with KUBECONFIG
 */
export function kubectlOf(
  context: string | undefined,
  variables: Readonly<Record<string, string | undefined>>,
): Kubectl {
  const flags = context === undefined ? [] : [`--context=${context}`];
  const options = { env: { ...variables }, timeout: patienceMilliseconds, maxBuffer: mostBytes };
  return (args) =>
    new Promise((resolve) => {
      execFile('kubectl', [...flags, ...args], options, (error, stdout, stderr) => {
        if (error === null) resolve({ isAnswered: true, stdout, stderr });
        else resolve({ isAnswered: false, stdout, stderr: wordsOf(error, stderr) });
      });
    });
}

function wordsOf(
  error: Error & { readonly killed?: boolean | undefined; readonly code?: unknown },
  stderr: string,
): string {
  if (error.code === 'ENOENT')
    return '"kubectl" is not on PATH; install it: it knows every way to sign in to a cluster';
  if (error.killed === true) return `no answer within ${patienceMilliseconds / 1000} s`;
  return stderr.trim().split('\n').at(-1) ?? error.message;
}
