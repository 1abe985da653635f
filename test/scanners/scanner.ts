import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What a scanner finds wrong. */
export interface ScanFinding {
  /** As the scanner calls it. */
  readonly rule: string;
  /** `Deployment/prod/web`. */
  readonly object: string;
  readonly message: string;
}

/** A program that judges manifests. */
export interface Scanner {
  /** Name of the program. */
  readonly name: string;
  /**
   * Asks it about a rendered tree.
   *
   * @throws Error when it does not answer
   */
  readonly scan: (tree: string) => readonly ScanFinding[];
}

/** Whether a program is on the PATH. */
export function isInstalled(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

/**
 * Runs a scanner. Most of them exit with a code of their own when they find something, so only an answer counts.
 *
 * @throws Error with what it complains about when it has no answer
 */
export function answerOf(program: string, words: readonly string[], workingDirectory: string): string {
  const { stdout, stderr, error } = spawnSync(program, words, {
    cwd: workingDirectory,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (error !== undefined) throw error;
  if (stdout.trim() === '') throw new Error(`${program} ${words.slice(0, 4).join(' ')} answers nothing: ${stderr}`);
  return stdout;
}
