import { createContext, Script, type Context } from 'node:vm';

let place: { readonly context: Context; readonly script: Script } | undefined;

/**
 * Does work that takes no longer than it may: else it is ended in the middle, wherever it is, in a regular expression, too.
 * What it was changing may be half changed.
 *
 * @param milliseconds more than 0
 * @returns whether it came to its end
 * @throws what the work throws
 */
export function endsWithin(milliseconds: number, work: () => void): boolean {
  // Nothing else of Node ends what does not wait for anything; the context is there for the work to be named in it only.
  place ??= { context: createContext({}), script: new Script('work()') };
  place.context['work'] = work;
  try {
    place.script.runInContext(place.context, { timeout: Math.ceil(milliseconds) });
    return true;
  } catch (error) {
    if (isTimeout(error)) return false;
    throw error;
  }
}

function isTimeout(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}
