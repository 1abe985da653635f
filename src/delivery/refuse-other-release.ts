import * as z from 'zod';

import type { Effect } from '../effects/effect';
import { InputError, type Problem } from '../model/problem';

const Release = z.object({ version: z.string() });

/**
 * Refuses a request that was made for another release than the one that runs. Who asks has looked at something; what others have
 * released since, nobody has meant to take away. It is looked at on the head that is committed on, so that of two who race the
 * second one hears what the first has done.
 *
 * @param current version that has to run wherever a release changes; undefined for a request that says none
 * @throws InputError with what runs there
 */
export function refuseOtherRelease(current: string | undefined, effects: readonly Effect[]): void {
  if (current === undefined) return;
  const releases = effects.filter(({ kind }) => kind === 'release');
  const problems = releases.flatMap(({ before, service, environment }): readonly Problem[] => {
    const runs = Release.safeParse(before).data?.version;
    if (runs === current) return [];
    const what = runs === undefined ? 'no release' : JSON.stringify(runs);
    return [
      problem(
        `"${service}" runs ${what} in "${environment}", not ${JSON.stringify(current)}`,
        'look at it again, and ask again',
      ),
    ];
  });
  if (releases.length === 0)
    problems.push(problem('it is said which version runs, and no release changes', 'leave it out'));
  if (problems.length > 0) throw new InputError(problems);
}

function problem(message: string, hint: string): Problem {
  return { file: 'request', path: ['current'], message, hint };
}
