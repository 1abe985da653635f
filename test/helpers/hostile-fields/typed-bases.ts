import type { TypedField, TypedVerb } from '../../../src/cli/changes/typed-field';
import { typedVerbs } from '../../../src/cli/changes/typed-verbs';
import type { keyTexts } from '../a-delivery';
import { bases, type Base } from './positions';

/** A command as somebody types it while all is well. */
export interface TypedBase {
  readonly command: string;
  /** Whose key signs. */
  readonly who: keyof typeof keyTexts;
  readonly words: (number: number) => readonly string[];
  readonly options: (number: number) => readonly string[];
  /** What has to be asked for first. @default - nothing */
  readonly before?: Base['before'];
  /** Whether a request `waits-<number>` has to wait, and whether one of two has agreed to it. @default - none has to */
  readonly waits?: 'nobody has agreed' | 'one has agreed';
}

const ofStory = (command: string, words: readonly string[], options: readonly string[] = []): TypedBase => ({
  command,
  who: 'controller',
  words: () => words,
  options: () => options,
});
const ofProposal = (
  command: string,
  who: TypedBase['who'],
  waits: NonNullable<TypedBase['waits']>,
  options: readonly string[] = [],
): TypedBase => ({ command, who, waits, words: (number) => [`waits-${number}`], options: () => options });

/** Every command that goes to the repository; verbs are asked for the same as by a portal. */
export const typedBases: readonly TypedBase[] = [
  ...typedVerbs.flatMap((verb) => (bases[verb.name] ?? []).map((base) => typedBase(verb, base))),
  {
    command: 'create',
    who: 'dev',
    words: (number) => [`made-${number}`],
    options: (number) => {
      const options = ['--team', 'web-team', '--template', 'api-service', '--env', 'dev'];
      return [...options, '--scaffold', `made-${number}`];
    },
  },
  ofProposal('approve', 'sre-two', 'one has agreed', ['--comment', 'fine']),
  ofProposal('reject', 'sre-one', 'nobody has agreed', ['--comment', 'not now']),
  ofProposal('withdraw', 'dev', 'nobody has agreed'),
  ofProposal('proposals', 'dev', 'nobody has agreed'),
  ofStory('tick', []),
  ofStory('status', ['web']),
  ofStory('history', ['web', 'prod']),
  ofStory('why', ['web', 'prod']),
  ofStory('evidence', ['web'], ['--version', 'v1.1.0', '--name', 'integration', '--passed', '--env', 'dev']),
  ofStory('gate', ['HEAD~1..HEAD'], ['--reviews', 'reviews.json']),
  ofStory('audit', ['HEAD~1..HEAD'], ['--reviews', 'reviews.json']),
];

function typedBase(verb: TypedVerb, { fields, before }: Base): TypedBase {
  return {
    command: verb.name,
    who: 'dev',
    words: (number) => typed(verb, fields(number)).words,
    options: (number) => typed(verb, fields(number)).options,
    ...(before !== undefined && { before }),
  };
}

/** Fields of a verb as they are typed. A word that comes after one that is not said is an option. */
function typed(
  verb: TypedVerb,
  fields: Readonly<Record<string, unknown>>,
): { readonly words: readonly string[]; readonly options: readonly string[] } {
  const said = verb.words.findIndex(({ name }) => fields[name] === undefined);
  const inOrder = verb.words.filter(({ typedAs }, index) => said === -1 || index < said || typedAs === 'yaml pairs');
  const words = inOrder.flatMap((field) => textsOf(field, fields[field.name]));
  const asWords = new Set(inOrder.map(({ name }) => name));
  const options = verb.options
    .filter(({ name }) => !asWords.has(name) && fields[name] !== undefined)
    .flatMap((field) => {
      const flag = field.flags?.split(' ')[0] ?? '';
      return fields[field.name] === true ? [flag] : textsOf(field, fields[field.name]).flatMap((text) => [flag, text]);
    });
  return { words, options };
}

function textsOf({ typedAs }: Pick<TypedField, 'typedAs'>, value: unknown): readonly string[] {
  if (value === undefined) return [];
  if (typedAs === 'yaml') return [JSON.stringify(value)];
  if (Array.isArray(value)) return value.map(String);
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object') return [JSON.stringify(value)];
  return Object.entries(Object(value)).map(([key, inside]) => `${key}=${JSON.stringify(inside)}`);
}
