import { spawnSync } from 'node:child_process';

import type * as z from 'zod';

import type { Variables } from './kubectl';

/** A state has some kilobytes for each resource. */
const maximumBytes = 256 * 1024 * 1024;

/**
 * Asks the `pulumi` on PATH, and reads its answer.
 *
 * @param directory of the project
 * @returns undefined when it is not there, refuses, or answers something else
 */
export function askPulumi<Answer>(
  schema: z.ZodType<Answer>,
  words: readonly string[],
  directory: string,
  variables: Variables,
): Answer | undefined {
  const { error, stdout } = spawnSync('pulumi', [...words, '--non-interactive'], {
    cwd: directory,
    env: { ...variables },
    encoding: 'utf8',
    timeout: 20_000,
    maxBuffer: maximumBytes,
  });
  const read = error === undefined ? schema.safeParse(jsonIn(stdout)) : undefined;
  return read?.success === true ? read.data : undefined;
}

/** What a text of JSON says. @returns undefined for what is none */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
