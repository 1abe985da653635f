import { constants } from 'node:os';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Somebody typed Ctrl-C, or ended this process in another way. */
export class Interruption extends Error {
  override name = 'Interruption';

  constructor(
    /** As a shell sees a process that ended by this signal. */
    readonly exitCode: number,
  ) {
    super('interrupted');
  }
}

/**
 * A signal that is aborted by the first Ctrl-C. The second one ends this process at once; even then the keeper of the
 * cluster ends it.
 *
 * @param say called at the first one: to end a cluster takes a moment
 */
export function interruptible(say: () => void): AbortSignal {
  const controller = new AbortController();
  for (const signal of signals) {
    const exitCode = 128 + constants.signals[signal];
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(exitCode);
      say();
      controller.abort(new Interruption(exitCode));
    });
  }
  return controller.signal;
}
