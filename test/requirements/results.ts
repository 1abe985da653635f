import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

import { z } from 'zod';

import { repository } from './proofs';
import type { Proof } from './proofs';

/** What a run says of a test; `not run` is one that the run did not look at. */
export type Outcome = 'passed' | 'failed' | 'skipped' | 'not run';

/** A test as a run of jest has it: its title and those of the groups around it, with `passed`, `failed`, `pending` or `todo`. */
export interface Result {
  readonly file: string;
  readonly titles: readonly string[];
  readonly status: string;
}

/** What `jest --json --outputFile` writes, as far as it is read here. */
const JestResults = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string(),
      status: z.string(),
      assertionResults: z.array(
        z.object({ ancestorTitles: z.array(z.string()), title: z.string(), status: z.string() }),
      ),
    }),
  ),
});

/** Results of a run. A file that could not be loaded has no tests, and is an error. @param path what `jest --json --outputFile` wrote */
export function readResults(path: string): readonly Result[] {
  const { testResults } = JestResults.parse(JSON.parse(readFileSync(path, 'utf8')));
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(repository, name);
    if (status === 'failed' && assertionResults.length === 0) throw new Error(`${file} did not run:\n${message}`);
    return assertionResults.map((result) => ({
      file,
      titles: [...result.ancestorTitles, result.title],
      status: result.status,
    }));
  });
}

/** What runs say of a proof: one case that failed is a failure, and one that was skipped proves nothing. */
export function outcomeOf({ file, title }: Proof, results: readonly Result[]): Outcome {
  const cases = results.filter((result) => result.file === file && result.titles.some((name) => isCaseOf(name, title)));
  if (cases.length === 0) return 'not run';
  if (cases.some(({ status }) => status === 'failed')) return 'failed';
  return cases.every(({ status }) => status === 'passed') ? 'passed' : 'skipped';
}

/** Whether a title of a run is one that was written: equal, but for what stands for values of cases. */
export function isCaseOf(name: string, written: string): boolean {
  const [first = '', ...others] = written.split(/%[#dfijops]|\$\{[^}]*\}|\$[\w.]+/);
  const last = others.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first)) return false;
  let from = first.length;
  for (const part of others) {
    const at = name.indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  return name.length - last.length >= from && name.endsWith(last);
}
