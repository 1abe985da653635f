import { commands } from '../../src/cli/program';
import type { CommandSpec } from '../../src/cli/command';
import { asName } from './hostile-text';

/** Words of a command, with a hostile text among them. */
type WordsOf = (text: string) => readonly string[];

const formats = ['text', 'json', 'sarif', 'github', 'gitlab', 'junit'];

/** Commands that wait for something, or ask a cluster; what is typed for them is below. */
const commandsThatWait: ReadonlySet<string> = new Set(['controller', 'play', 'doctor']);

/** Commands that need no catalog, and take none. */
const withoutCatalog: ReadonlySet<string> = new Set(['comment', 'completion', 'demo', 'import', 'init', 'rules']);

/** What each command is told when nothing hostile is in its words. */
function usualWords({ arguments: all }: CommandSpec): readonly string[] {
  return all.map(({ values }) => {
    if (values === 'environments') return 'dev';
    return Array.isArray(values) ? String(values[0]) : 'web';
  });
}

/** The words that a command cannot do without. */
export function neededWords(command: CommandSpec): readonly string[] {
  return usualWords(command).slice(0, command.arguments.filter(({ isRequired }) => isRequired).length);
}

/** Ways to ask a command: plainly, and for one object of JSON. */
function waysOf({ name, options }: CommandSpec, words: readonly string[]): readonly (readonly string[])[] {
  const isJson = options.some(({ flags }) => /--json\b/.test(flags));
  return [[name, ...words], ...(isJson ? [[name, ...words, '--json']] : [])];
}

/** Every command, where a catalog has hostile texts. */
export const onCatalog: readonly (readonly string[])[] = [
  ...commands
    .filter(({ name }) => !commandsThatWait.has(name) && !withoutCatalog.has(name))
    .flatMap((command) => waysOf(command, neededWords(command))),
  ['synth', '--no-cache'],
  ['explain', 'web', 'dev', 'values'],
  ['diff', '--against', 'before'],
  ['diff', '--against', 'before', '--markdown'],
  ['diff', '--against', 'before', '--json'],
  ...formats.map((format) => ['check', 'catalog', '--format', format]),
  ...formats.map((format) => ['check', '--format', format]),
  ['set', 'web', 'dev', 'wave=3', '--edit'],
  ['scale', 'web', 'dev', '--min', '2', '--max', '3', '--edit'],
  ['adopt', 'web', 'spread'],
  ['add', 'service', 'new', '--like', 'web'],
  ['add', 'environment', 'next', '--like', 'dev'],
  ['rename', 'web', 'new'],
  ['capacity', 'dev'],
  ['secrets', 'dev'],
  ['charts', 'list', 'web'],
  ['doctor'],
  ['doctor', '--json'],
];

/** Every command that reads manifests of others. */
export const onManifests: readonly (readonly string[])[] = [
  ['import', 'k8s', '--out', 'out'],
  ['import', 'k8s', '--out', 'out', '--json'],
  ['import', 'k8s', '--out', 'out', '--adopt-all'],
  ['import', 'k8s', '--out', 'out', '--keep-plain-secrets'],
  ...formats.map((format) => ['check', 'k8s', '--format', format]),
];

const typed: readonly WordsOf[] = [
  (text) => [text],
  (text) => ['help', text],
  (text) => [`--${text}`],
  (text) => ['explain', 'web', '--path', text],
  (text) => ['diff', '--against', 'before', '--env', text],
  (text) => ['comment', text, 'comment.md'],
  (text) => ['comment', `https://github.com/${text}/pull/7`, text],
  (text) => ['init', 'new', '--name', text],
  (text) => ['init', 'new', '--repository', text],
  (text) => ['init', 'new', '--registry', text],
  (text) => ['init', asName(text), '--no-render'],
  (text) => ['import', text, '--out', 'out'],
  (text) => ['import', 'k8s', '--out', 'out', '--env', text],
  (text) => ['import', 'k8s', '--out', asName(text)],
  (text) => ['set', 'web', 'dev', `${text}=1`],
  (text) => ['set', 'web', 'dev', `wave=${text}`, '--edit'],
  (text) => ['charts', 'fetch', text],
  (text) => ['add', 'service', text, '--like', 'web'],
  (text) => ['rename', 'web', text],
  (text) => ['doctor', text],
  (text) => ['doctor', '--catalog', text],
  (text) => ['play', '--once', `k8s/a.yaml/${asName(text)}`],
  (text) => ['play', '--once', 'k8s/a.yaml', text],
  (text) => ['controller', text],
  (text) => ['controller', 'replay', '--secrets', text],
  (text) => ['controller', 'dead-letters', '--port', text],
  (text) => ['controller', '--remote', text],
  ...['branch', 'catalog', 'root', 'commit-url', 'portal-url', 'argocd-url', 'proxies', 'port', 'secrets'].map(
    (option): WordsOf =>
      (text) => ['controller', '--remote', 'no address', `--${option}`, text],
  ),
];

/** Every argument and every option of every command, as the table of commands has them. */
const inTable: readonly WordsOf[] = commands
  .filter(({ name }) => !commandsThatWait.has(name))
  .flatMap((command) => {
    const usual = usualWords(command);
    const inArguments = usual.map((_, index): WordsOf => (text) => [command.name, ...usual.with(index, text)]);
    const inOptions = command.options.flatMap(({ flags }): readonly WordsOf[] => {
      const [, option] = /(--[\w-]+) [<[]/.exec(flags) ?? [];
      return option === undefined ? [] : [(text) => [command.name, ...neededWords(command), option, text]];
    });
    return [...inArguments, ...inOptions];
  });

/** What is typed, with a hostile text in one of its words. */
export const hostileWords: readonly WordsOf[] = [...typed, ...inTable];
