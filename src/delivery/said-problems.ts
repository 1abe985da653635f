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
  runId,
  fields,
  reason,
  ticket,
  hotfix,
  current,
}: Partial<Pick<ChangeRequest, 'runId' | 'fields' | 'reason' | 'ticket' | 'hotfix' | 'current'>>): Problem[] {
  const problems = [
    ...Object.entries({ runId, reason, ticket, hotfix, current }).flatMap(([name, text]) => secretProblems(name, text)),
    ...[...textsIn(fields, [])].flatMap(({ path: [first = ''], text }) => secretProblems(first, text)),
  ];
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

/** Texts and names in the fields of a request. Values of settings stand in the catalog, which says where they belong instead. */
function* textsIn(value: unknown, path: readonly string[]): Iterable<{ path: readonly string[]; text: string }> {
  if (typeof value === 'string' && path[0] !== 'values') yield { path, text: value };
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inside] of Object.entries(value)) {
    if (!Array.isArray(value)) yield { path: [...path, name], text: name };
    yield* textsIn(inside, [...path, name]);
  }
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
