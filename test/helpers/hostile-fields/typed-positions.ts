import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { CommandSpec } from '../../../src/cli/command';
import { commands } from '../../../src/cli/program';
import { inCatalog } from '../hostile-files';
import { hostileLeaves } from '../hostile-leaves';
import { packageRoot } from '../run-slipway';
import { settingPositions } from './positions';
import { typedBases, type TypedBase } from './typed-bases';

/** What somebody types, and what he has on his machine, with a text in one place of it. */
export interface Typed {
  readonly base: TypedBase;
  /** Without flags that say how the answer is printed and where the change goes. */
  readonly words: readonly string[];
  /** Words that are no option, whatever they begin with. */
  readonly isAfterDashes?: true;
  readonly variables?: Readonly<Record<string, string>>;
  /** In the clone. */
  readonly files?: Readonly<Record<string, string>>;
  /** What is said besides fields, by option. */
  readonly said: Readonly<Record<string, string>>;
}

/** Where a text may be typed, or be. */
export interface TypedPosition {
  /** `bump --digest`. */
  readonly name: string;
  readonly typed: (text: string, number: number) => Typed;
}

/** Commands that go to the repository, by the option that names it; the controller waits for calls, and is asked by HTTP. */
export const typedCommands: readonly CommandSpec[] = commands.filter(
  ({ name, options }) => name !== 'controller' && options.some(({ flags }) => flags.startsWith('--remote ')),
);

/** Every argument and every option of each of these commands, as its table has them, and names of options that none has. */
export const inWords: readonly TypedPosition[] = typedCommands.flatMap((command) =>
  basesOf(command).flatMap((base) => [...inArguments(command, base), ...inOptions(command, base)]),
);

/** Every field of three kinds of files by its path, as `set` takes it: in quotes, since what is typed there is YAML. */
export const inSettings: readonly TypedPosition[] = settingPositions.map(({ name, request }) => ({
  name: `typed ${name}`,
  typed: (text, number) => {
    const { service, environment, values } = Object(request(text, number).fields);
    const [base] = basesOf(commandNamed('set'));
    if (base === undefined) throw new Error('"set" has a base');
    const words = [service, ...(service === undefined ? [] : [environment])].filter((word) => word !== undefined);
    const options = service === undefined ? ['--env', String(environment)] : [];
    const pairs = Object.entries(Object(values)).map(([path, value]) => `${path}=${JSON.stringify(value)}`);
    return typedWith(base, number, [...words.map(String), ...pairs], options);
  },
}));

/** Every variable that a file of `src` names, and those by which Git is told what to run. */
export const inVariables: readonly TypedPosition[] = variableNames().flatMap((variable, index) => {
  const base = typedBases[(index * 7) % typedBases.length];
  if (base === undefined) throw new Error('there are bases');
  const settings = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'core.fsmonitor', GIT_CONFIG_VALUE_0: 'true' };
  return [
    {
      name: `${base.command} with ${variable}`,
      typed: (text: string, number: number): Typed => ({
        ...usual(base, number),
        // What is a folder is one of the clone.
        variables: { ...(variable.startsWith('GIT_CONFIG_') && settings), [variable]: text.replace(/^\//, './') },
      }),
    },
  ];
});

const ofGit = (section: string, key: string, value: string): string =>
  `[${section}]\n\t${key} = "${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"\n`;
const aReview = (text: string, more: object): string =>
  JSON.stringify({
    reviews: [{ by: 'dev@example.com', answer: 'approve', commit: 'a'.repeat(40), at: text, ...more }],
  });
const time = '2026-11-25T10:00:00Z';

/** Contents of the files that a command reads, the first of them by its words or variables. */
const contents: readonly ((text: string) => Pick<Typed, 'files' | 'variables'>)[] = [
  (text) => ({ files: { 'typed.key': text }, variables: { SLIPWAY_KEY: 'typed.key' } }),
  (text) => ({ files: { 'typed.key': `ssh-ed25519 ${text}` }, variables: { SLIPWAY_KEY: 'typed.key' } }),
  (text) => ({
    files: { 'typed.key': `-----BEGIN OPENSSH PRIVATE KEY-----\n${text}\n-----END OPENSSH PRIVATE KEY-----\n` },
    variables: { SLIPWAY_KEY: 'typed.key' },
  }),
  (text) => ({ files: { '.git/config': ofGit('user', 'email', text) } }),
  (text) => ({ files: { '.git/config': ofGit('user', 'email', text) }, variables: { SLIPWAY_KEY: '' } }),
  (text) => ({
    files: { '.git/config': `${ofGit('gpg', 'format', 'ssh')}${ofGit('user', 'signingKey', text)}` },
    variables: { SLIPWAY_KEY: '' },
  }),
  (text) => ({ files: { '.git/config': ofGit('user', 'signingKey', text) }, variables: { SLIPWAY_KEY: '' } }),
  (text) => ({ files: { '.git/config': ofGit('remote "origin"', 'url', text) } }),
  (text) => ({ files: { '.git/config': ofGit('core', 'fsmonitor', text) } }),
  (text) => ({ files: { '.git/config': ofGit('core', 'sshCommand', text) } }),
  (text) => ({ files: { '.git/config': ofGit('remote "origin"', 'uploadpack', text) } }),
  (text) => ({ files: { '.git/config': ofGit('alias', 'rev-parse', `!${text}`) } }),
  (text) => ({ files: { '.git/config': text } }),
  (text) => ({ files: { 'reviews.json': text } }),
  (text) => ({ files: { 'reviews.json': `{ ${json(text)}: ${json(text)} }` } }),
  (text) => ({ files: { 'reviews.json': aReview(text, {}) } }),
  (text) => ({ files: { 'reviews.json': aReview(time, { by: text }) } }),
  (text) => ({ files: { 'reviews.json': aReview(time, { teams: [text] }) } }),
  (text) => ({ files: { 'reviews.json': aReview(time, { commit: text }) } }),
];

/** What stands in files of the clone besides its catalog: keys, settings of Git, reviews. */
export const inFiles: readonly TypedPosition[] = contents.flatMap((content, index) =>
  typedCommands
    .filter(
      ({ options }) =>
        !('reviews.json' in (content('').files ?? {})) || options.some(({ flags }) => flags.startsWith('--reviews ')),
    )
    .flatMap((command) => basesOf(command).slice(0, 1))
    .map((base) => ({
      name: `${base.command} with file ${index}`,
      typed: (text: string, number: number): Typed => ({ ...usual(base, number), ...content(text) }),
    })),
);

/** What stands in the catalog of the clone: every leaf of its schemas, names of files, files that are none. */
export const inCatalogs: readonly TypedPosition[] = [...inCatalog, ...hostileLeaves].map((filesOf, index) => ({
  name: `a catalog ${index}`,
  typed: (text: string, number: number): Typed => {
    const base = typedBases[(index + number) % typedBases.length];
    if (base === undefined) throw new Error('there are bases');
    return { ...usual(base, number), files: filesOf(text) };
  },
}));

function basesOf({ name }: CommandSpec): readonly TypedBase[] {
  const known = typedBases.filter(({ command }) => command === name);
  if (known.length === 0) throw new Error(`say in "typedBases" how "${name}" is typed while all is well`);
  return known;
}

function commandNamed(name: string): CommandSpec {
  const command = typedCommands.find((one) => one.name === name);
  if (command === undefined) throw new Error(`there is no command "${name}"`);
  return command;
}

function usual(base: TypedBase, number: number): Typed {
  return typedWith(base, number, base.words(number), base.options(number));
}

/** @param own a text that an option has, which else would say something usual */
function typedWith(
  base: TypedBase,
  number: number,
  words: readonly string[],
  options: readonly string[],
  own: Readonly<Record<string, string>> = {},
): Typed {
  const { options: declared } = commandNamed(base.command);
  const usually = { '--run-id': `run-${number}`, '--reason': 'a reason' };
  const said = Object.fromEntries(
    Object.entries(usually).filter(([option]) => declared.some(({ flags }) => flags.startsWith(`${option} `))),
  );
  const more = Object.entries(said)
    .filter(([option]) => !(option in own))
    .flat();
  return { base, words: [base.command, ...words, ...options, ...more], said: { ...said, ...own } };
}

/** In place of each word and behind the last: also where nothing is an option any more, and as either half of a pair. */
function inArguments({ name, arguments: declared }: CommandSpec, base: TypedBase): readonly TypedPosition[] {
  return [...declared.keys(), declared.length].flatMap((index) =>
    (['plain', 'after dashes', 'a name', 'a value'] as const)
      .filter((way) => !way.startsWith('a ') || declared[index]?.name.includes('=') === true)
      .map((way) => ({
        name: `${name}, word ${index + 1}, ${way}`,
        typed: (text: string, number: number): Typed => {
          const word = way === 'a name' ? `${text}=1` : way === 'a value' ? `env.A=${text}` : text;
          const all = base.words(number);
          const words = [...all.slice(0, index), word, ...all.slice(index + 1)];
          if (way !== 'after dashes') return typedWith(base, number, words, base.options(number));
          const { words: usualWords, ...rest } = typedWith(base, number, [], base.options(number));
          return { ...rest, words: [...usualWords, '--', ...words] };
        },
      })),
  );
}

function inOptions({ name, options }: CommandSpec, base: TypedBase): readonly TypedPosition[] {
  const withValue = options.flatMap(({ flags, isRepeatable = false }): readonly TypedPosition[] => {
    const [, option = ''] = /(--[\w-]+) [<[]/.exec(flags) ?? [];
    if (option === '') return [];
    const forms: readonly ((text: string) => string)[] = [
      (text) => text,
      ...(isRepeatable ? [json, (text: string) => `${text}=a`, (text: string) => `web=${text}`] : []),
    ];
    return forms.map((form, index) => ({
      name: `${name} ${option}, form ${index + 1}`,
      typed: (text, number) => {
        // A folder that is written to is one of the clone.
        const value = option === '--scaffold' ? `./${form(text)}` : form(text);
        const others = without(base.options(number), option);
        const own = number % 2 === 0 ? [option, value] : [`${option}=${value}`];
        return typedWith(base, number, base.words(number), [...others, ...own], { [option]: value });
      },
    }));
  });
  const unknown: TypedPosition = {
    name: `${name}, an option`,
    typed: (text, number) => typedWith(base, number, base.words(number), [...base.options(number), `--${text}`]),
  };
  return [...withValue, unknown];
}

function json(text: string): string {
  return JSON.stringify(text);
}

function without(options: readonly string[], option: string): readonly string[] {
  return options.filter((word, index) => word !== option && options[index - 1] !== option);
}

/** Names of variables in files that know some, and those that Git reads besides. */
function variableNames(): readonly string[] {
  const found = readdirSync(join(packageRoot, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /^(?:cli|gitops|signatures)\/.*\.ts$/.test(file))
    .map((file) => readFileSync(join(packageRoot, 'src', file), 'utf8'))
    .filter((text) => text.includes('ariables'))
    .flatMap((text) => text.match(/\b(?:[A-Z]+_[A-Z_]*[A-Z]|HOME|PATH|USER|LOGNAME|TMPDIR|GNUPGHOME)\b/g) ?? []);
  const ofGit =
    'GIT_DIR GIT_WORK_TREE GIT_EXEC_PATH GIT_PAGER GIT_EDITOR GIT_SSH GIT_EXTERNAL_DIFF GIT_PROXY_COMMAND GIT_TRACE GIT_CONFIG_PARAMETERS GIT_CONFIG_KEY_0 GIT_CONFIG_VALUE_0 GIT_AUTHOR_NAME GIT_COMMITTER_EMAIL GIT_TEMPLATE_DIR';
  // It is there to show where a program of ours went wrong.
  return [...new Set([...found, ...ofGit.split(' ')])].filter((name) => name !== 'SLIPWAY_DEBUG').sort();
}
