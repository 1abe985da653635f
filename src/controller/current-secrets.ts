import type { Log } from './log';
import { readSecrets } from './read-secrets';
import type { ControllerSecrets } from './read-secrets';

/** A Secret that is changed is on the disk of a pod a minute later: it is looked at so often, in milliseconds. */
const looksEvery = 10_000;

/** Secrets as they are now, without a restart. */
export interface CurrentSecrets {
  readonly now: () => ControllerSecrets;
  readonly stop: () => void;
}

/**
 * Reads secrets again and again. What cannot be used changes nothing: the ones before stay.
 *
 * @param argocds names of the Argo CDs whose APIs are asked; undefined for the one that has none
 * @throws Refusal when they cannot be used at the start
 */
export function currentSecrets(
  folder: string,
  log: () => Log,
  argocds: readonly (string | undefined)[],
): CurrentSecrets {
  let secrets = readSecrets(folder, argocds);
  let hasFailed = false;
  const timer = setInterval(() => {
    try {
      secrets = readSecrets(folder, argocds);
      hasFailed = false;
    } catch (error) {
      if (!hasFailed) log()('secrets.unusable', { reason: error instanceof Error ? error.message : String(error) });
      hasFailed = true;
    }
  }, looksEvery);
  timer.unref();
  return { now: () => secrets, stop: () => clearInterval(timer) };
}
