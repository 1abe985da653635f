import { findPrograms, sayMissing } from '../tools/find-programs';
import type { ProgramName } from '../tools/programs';

/** Where a program of the cluster tests is. @throws Error when it is missing */
export function programFile(name: ProgramName): string {
  const { found, missing } = findPrograms([name]);
  const file = found.get(name);
  if (file === undefined) throw new Error(sayMissing(missing));
  return file;
}
