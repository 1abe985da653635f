import { secretLike } from '../catalog/find-secrets';
import type { ChangeRequest } from '../changes/request';
import { InputError, type Problem } from '../model/problem';

/** Fewest characters that say why something is urgent: with one, nothing is said, and gates are skipped for it. */
const shortestUrgency = 10;

/**
 * What is wrong with the words of a request. They become part of records and messages of commits, which nobody can take back:
 * what looks like a secret is refused as it is in a catalog, and is not repeated.
 */
export function saidProblems({
  reason,
  ticket,
  hotfix,
  current,
}: Pick<ChangeRequest, 'reason' | 'ticket' | 'hotfix' | 'current'>): Problem[] {
  const problems = Object.entries({ reason, ticket, hotfix, current }).flatMap(([name, text]) =>
    secretProblems(name, text),
  );
  if (hotfix !== undefined && hotfix.trim().length < shortestUrgency) {
    problems.push({
      file: 'request',
      path: ['hotfix'],
      message: `${JSON.stringify(hotfix)} says too little: gates are skipped for it, and people read it afterwards`,
      hint: `say why it cannot wait, in ${shortestUrgency} characters or more`,
    });
  }
  return problems;
}

/** @throws InputError for a text that looks like a secret. @param name what it is: `comment` */
export function refuseSecret(name: string, text: string | undefined): void {
  const problems = secretProblems(name, text);
  if (problems.length > 0) throw new InputError(problems);
}

/** Somebody as a program passes him on. */
interface Told {
  readonly name: string;
  readonly teams?: readonly string[] | undefined;
}

/** @throws InputError for a name, a team or an address that looks like a secret: records keep who asked and who answered */
export function refuseSecretNames(people: readonly (Told | undefined)[], email?: string): void {
  const names = people.flatMap((one) => (one === undefined ? [] : [one.name, ...(one.teams ?? [])]));
  const problems = [
    ...secretProblems(
      'by',
      names.find((name) => secretLike(name) !== undefined),
    ),
    ...secretProblems('email', email),
  ];
  if (problems.length > 0) throw new InputError(problems);
}

function secretProblems(name: string, text: string | undefined): Problem[] {
  const what = text === undefined ? undefined : secretLike(text);
  if (what === undefined) return [];
  return [
    {
      file: 'request',
      path: [name],
      message: `${what} is in it, and Git keeps it for ever`,
      hint: 'leave it out, and replace it: it has been seen',
    },
  ];
}
