const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Does work that holds the event loop and must not end in the middle of it. A signal that comes meanwhile ends the process
 * as soon as the work is done, with the exit code of a signal.
 */
export function uninterrupted<Result>(work: () => Result): Result {
  // A signal with a listener does not end the process; listeners are called when the event loop is free again.
  const end = (signal: NodeJS.Signals): void => {
    release();
    process.kill(process.pid, signal);
  };
  const release = (): void => {
    for (const signal of signals) process.off(signal, end);
  };
  for (const signal of signals) process.on(signal, end);
  try {
    return work();
  } finally {
    // After the phase of the loop in which signals are told.
    setImmediate(release);
  }
}
