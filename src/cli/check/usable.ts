import { InputError } from '../../model/problem';
import type { Problem } from '../../model/problem';
import { TreeError, asTreeError } from '../../tree/tree-error';

/** What a file says, or why it cannot be used: the check goes on without it, and says so. */
export interface Usable<Value> {
  /** Undefined where there are faults. */
  readonly value: Value | undefined;
  readonly faults: readonly Problem[];
}

/** Reads a file of settings. @param file as people name it */
export function usable<Value>(file: string, read: () => Value): Usable<Value> {
  try {
    return { value: read(), faults: [] };
  } catch (error) {
    if (error instanceof InputError) return { value: undefined, faults: error.problems };
    const told = asTreeError(error, `cannot read "${file}"`);
    if (!(told instanceof TreeError)) throw error;
    return { value: undefined, faults: [{ file, path: [], message: told.message }] };
  }
}
