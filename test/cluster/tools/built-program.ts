import { builtPrograms } from './programs';
import type { BuiltProgram } from './programs';

/** The row of the table for a program that is built. */
export function builtProgram(name: BuiltProgram['name']): BuiltProgram {
  const found = builtPrograms.find((program) => program.name === name);
  if (found === undefined) throw new Error(`"${name}" is not built`);
  return found;
}
