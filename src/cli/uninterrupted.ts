const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Listeners of work that is done or going on here. */
const own = new WeakSet<(...values: never[]) => unknown>();

/**
 * Does work that holds the event loop and must not end in the middle of it. A signal that comes meanwhile ends the process
 * as soon as the work is done, with the exit code of a signal, unless somebody listens to it already: it is theirs then.
 */
export function uninterrupted<Result>(work: () => Result): Result {
  // Asked before, since who listens once is no listener any more when `end` is called.
  const heard = new Set<NodeJS.Signals>(
    signals.filter((signal) => process.listeners(signal).some((listener) => !own.has(listener))),
  );
  // A signal with a listener does not end the process; listeners are called when the event loop is free again.
  const end = (signal: NodeJS.Signals): void => {
    release();
    if (!heard.has(signal)) process.kill(process.pid, signal);
  };
  const release = (): void => {
    for (const signal of signals) process.off(signal, end);
  };
  own.add(end);
  for (const signal of signals) process.on(signal, end);
  try {
    return work();
  } finally {
    // After the phase of the loop in which signals are told.
    setImmediate(release);
  }
}
