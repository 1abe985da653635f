import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import * as fc from 'fast-check';

import { commands } from '../../src/cli/program';
import { environmentYaml, overlayYaml, platformYaml, serviceYaml } from './a-catalog';

/** A line of its own that a text would like to have: people would take it for one of ours. */
const forged = 'FORGED';

const steering = [
  '::stop-commands::x',
  '::add-mask::a',
  '::error file=a,line=1::b',
  '##[group]',
  '##vso[task.setvariable variable=a]b',
  '\u001b]0;title\u0007',
  '\u001b[31m',
  '\u009b2J',
  '\u202e',
  '\u2066',
  '\u2028',
  '\u2029',
  '\u0085',
  '\u200b',
  '\u007f',
  `\n${forged}`,
  '\n',
  '\r',
  '\t',
  ' ',
  '-',
  'web',
];

/** A text that tries to be more than text. */
export const hostileText = fc
  .array(
    fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...steering) }, fc.string({ unit: 'binary', maxLength: 4 })),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((pieces) => pieces.join(''));

/** The hostile text where a file or a folder can have it as its name. */
export function asName(text: string): string {
  return Buffer.from(text.replaceAll(/[\0/]/g, '_')).subarray(0, 100).toString().replaceAll('\ufffd', '') || '_';
}

/** A folder and the words of a command, with a text in one position of them. */
export interface HostileInput {
  readonly files: Readonly<Record<string, string>>;
  readonly words: readonly string[];
}

type Position = (text: string) => HostileInput;

const catalog = {
  'catalog/platform.yaml': platformYaml,
  'catalog/environments/dev.yaml': environmentYaml,
  'catalog/services/web/service.yaml': serviceYaml,
  'catalog/services/web/dev.yaml': overlayYaml,
};

const json = (value: unknown): string => JSON.stringify(value);

/** Positions in a catalog, each with the files that differ. */
const inCatalog: readonly ((text: string) => Readonly<Record<string, string>>)[] = [
  (text) => ({ [`catalog/services/${asName(text)}/service.yaml`]: serviceYaml }),
  (text) => ({ [`catalog/services/web/${asName(text)}.yaml`]: overlayYaml }),
  (text) => ({ [`catalog/environments/${asName(text)}.yaml`]: environmentYaml }),
  (text) => ({ [`catalog/${asName(text)}`]: 'x' }),
  (text) => ({ 'catalog/services/web/service.yaml': `${serviceYaml}${json(text)}: 1\n` }),
  (text) => ({ 'catalog/services/web/service.yaml': `${serviceYaml}env: { A: ${json(text)}, ${json(text)}: b }\n` }),
  (text) => ({ 'catalog/services/web/service.yaml': `${serviceYaml}config: { values: { a: ${json(text)} } }\n` }),
  (text) => ({ 'catalog/services/web/service.yaml': `${serviceYaml}dependsOn: [${json(text)}]\n` }),
  (text) => ({ 'catalog/services/web/service.yaml': `${serviceYaml}annotations: { "a/b": ${json(text)} }\n` }),
  (text) => ({ 'catalog/services/web/service.yaml': `${serviceYaml}args: [${json(text)}]\n` }),
  (text) => ({ 'catalog/services/web/service.yaml': `team: ${json(text)}\nports: ${json([{ name: text }])}\n` }),
  (text) => ({ 'catalog/services/web/service.yaml': `${serviceYaml}# ${text}\n` }),
  (text) => ({ 'catalog/services/web/service.yaml': text }),
  (text) => ({ 'catalog/services/web/dev.yaml': `release: { version: ${json(text)}, image: ${json(text)} }\n` }),
  (text) => ({ 'catalog/environments/dev.yaml': `${environmentYaml}aliases: [${json(text)}]\n` }),
  (text) => ({ 'catalog/platform.yaml': platformYaml.replace('https://', `${text}//`) }),
  (text) => ({ 'catalog/platform.yaml': `${platformYaml}${json(text)}: { a: b }\n` }),
  (text) => ({ 'slipway.yaml': `${json(text)}: 1\nrules: { ${json(text)}: "off" }\n` }),
  (text) => ({
    'slipway.yaml': `exceptions: [{ rule: ${json(text)}, objects: [${json(text)}], reason: ${json(text)} }]\n`,
  }),
];

const manifest = (text: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${json(text)}, namespace: shop, labels: { a: ${json(text)} }, annotations: { ${json(text)}: b } }
spec:
  selector: { matchLabels: { app: ${json(text)} } }
  template:
    metadata: { labels: { app: ${json(text)} } }
    spec:
      ${json(text)}: 1
      containers:
        - { name: ${json(text)}, image: ${json(text)}, args: [${json(text)}], env: [{ name: ${json(text)}, value: ${json(text)} }] }
`;

const inManifests: readonly ((text: string) => Readonly<Record<string, string>>)[] = [
  (text) => ({ 'k8s/a.yaml': manifest(text) }),
  (text) => ({ [`k8s/${asName(text)}.yaml`]: manifest('web') }),
  (text) => ({ [`k8s/${asName(text)}/a.yaml`]: manifest(text) }),
  (text) => ({ 'k8s/kustomization.yaml': `resources: [${json(text)}]\n${json(text)}: 1\n` }),
  (text) => ({ 'k8s/a.yaml': `apiVersion: ${json(text)}\nkind: ${json(text)}\nmetadata: { name: a }\n` }),
  (text) => ({ 'k8s/a.yaml': text }),
];

const formats = ['text', 'json', 'sarif', 'github', 'gitlab', 'junit'];
const onCatalog: readonly (readonly string[])[] = [
  ['synth', '--no-cache'],
  ['synth', '--json'],
  ['explain', 'web'],
  ['explain', 'web', '--json'],
  ['diff', '--against', 'before'],
  ['diff', '--against', 'before', '--markdown'],
  ['diff', '--against', 'before', '--json'],
  ...formats.map((format) => ['check', 'catalog', '--format', format]),
];
const onManifests: readonly (readonly string[])[] = [
  ['import', 'k8s', '--out', 'out'],
  ['import', 'k8s', '--out', 'out', '--json'],
  ...formats.map((format) => ['check', 'k8s', '--format', format]),
];
const asArguments: readonly ((text: string) => readonly string[])[] = [
  (text) => [text],
  (text) => ['help', text],
  (text) => ['synth', text],
  (text) => [`--${text}`],
  (text) => ['synth', '--service', text],
  (text) => ['synth', '--env', text],
  (text) => ['synth', '--catalog', text],
  (text) => ['explain', text],
  (text) => ['explain', 'web', text],
  (text) => ['explain', 'web', '--path', text],
  (text) => ['diff', '--against', text],
  (text) => ['diff', '--against', 'before', '--env', text],
  (text) => ['check', text],
  (text) => ['check', '--config', text],
  (text) => ['check', '--format', text],
  (text) => ['rules', text],
  (text) => ['comment', text, 'comment.md'],
  (text) => ['comment', `https://github.com/${text}/pull/7`, text],
  (text) => ['init', 'new', '--name', text],
  (text) => ['init', 'new', '--repository', text],
  (text) => ['init', 'new', '--registry', text],
  (text) => ['init', asName(text), '--no-render'],
  (text) => ['import', text, '--out', 'out'],
  (text) => ['import', 'k8s', '--out', 'out', '--env', text],
  (text) => ['import', 'k8s', '--out', asName(text)],
  (text) => ['completion', text],
  (text) => ['play', '--once', `k8s/a.yaml/${asName(text)}`],
  (text) => ['controller', text],
  (text) => ['controller', 'replay', '--secrets', text],
  (text) => ['controller', 'dead-letters', '--port', text],
  (text) => ['controller', '--remote', text],
  ...['branch', 'catalog', 'root', 'commit-url', 'portal-url', 'argocd-url', 'proxies', 'port', 'secrets'].map(
    (option) => (text: string) => ['controller', '--remote', 'no address', `--${option}`, text],
  ),
];

/** Commands that wait for something, or ask a cluster; what is typed for the first two is above. */
const commandsThatWait: ReadonlySet<string> = new Set(['controller', 'play', 'doctor']);

/** Every argument and every option of every command, as the table of commands has them. */
const inTable: readonly ((text: string) => readonly string[])[] = commands
  .filter(({ name }) => !commandsThatWait.has(name))
  .flatMap((command) => {
    const usual: readonly string[] = command.arguments.map(({ values }) => (values === 'environments' ? 'dev' : 'web'));
    const needed = usual.slice(0, command.arguments.filter(({ isRequired }) => isRequired).length);
    const inArguments = usual.map((_, index) => (text: string) => [command.name, ...usual.with(index, text)]);
    const inOptions = command.options.flatMap(({ flags }) => {
      const [, option] = /(--[\w-]+) </.exec(flags) ?? [];
      return option === undefined ? [] : [(text: string) => [command.name, ...needed, option, text]];
    });
    return [...inArguments, ...inOptions];
  });

const position: fc.Arbitrary<Position> = fc.oneof(
  fc.tuple(fc.constantFrom(...inCatalog), fc.constantFrom(...onCatalog)).map(([files, words]): Position => (text) => ({
    files: { ...catalog, 'before/services/a.yaml': 'a: 1\n', ...files(text) },
    words,
  })),
  fc
    .tuple(fc.constantFrom(...inManifests), fc.constantFrom(...onManifests))
    .map(([files, words]): Position => (text) => ({ files: files(text), words })),
  fc.constantFrom(...asArguments, ...inTable).map((words): Position => (text) => ({
    files: { ...catalog, 'before/a.yaml': 'a: 1\n', 'k8s/a.yaml': manifest('web') },
    words: words(text).map((word) => word.replaceAll('\0', '')),
  })),
);

/** An input of any command with a hostile text in any position. */
export const hostileInput: fc.Arbitrary<HostileInput> = fc
  .tuple(position, hostileText)
  .map(([inputOf, text]) => inputOf(text));

/** Writes the files of an input. */
export function writeInput(folder: string, { files }: HostileInput): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

/** Lines in which a terminal or a runner would find more than text, or that a text made for itself; a command of `--format github` is one of ours. */
export function unsafeLines(shown: string, { words }: HostileInput): readonly string[] {
  const isOurs = (line: string): boolean => words.includes('github') && /^::(?:error|warning|notice) file=/.test(line);
  // oxlint-disable-next-line no-control-regex -- Colours are the escapes that may be there.
  const lines = shown.replaceAll(/\u001b\[\d{1,2}m/g, '').split('\n');
  return lines.filter(
    (line) =>
      /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(line) ||
      line.startsWith(forged) ||
      /##[A-Za-z]*\[/.test(line) ||
      (/^\s*::/.test(line) && !isOurs(line)),
  );
}
