import { commands } from '../../../src/cli/program';
import { neededWords } from '../hostile-words';

const digest = `sha256:${'a'.repeat(64)}`;
const release = ['--version', 'v0.2.0', '--digest', digest];

/** What commands are told that do more when they are told more. */
const told: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
  ['synth', [['--no-cache'], ['--out', 'out']]],
  ['diff', [['--against', 'HEAD']]],
  // Nobody listens there.
  ['comment', [['http://127.0.0.1:9/acme/gitops/pull/7', 'comment.md']]],
  ['create', [['mail', '--team', 'my-team', '--port', '8080', '--edit']]],
  [
    'bump',
    [
      ['web', ...release],
      ['web', ...release, '--edit'],
    ],
  ],
  ['scale', [['web', 'dev', '--replicas', '3', '--edit']]],
  ['set', [['web', 'dev', 'priority=high', '--edit']]],
  ['evidence', [['web', '--version', 'v0.1.0', '--name', 'integration', '--passed']]],
  ['gate', [['HEAD..HEAD', '--reviews', 'reviews.json']]],
  ['capacity', [['dev']]],
  ['check', [[], ['k8s', '--format', 'json'], ['k8s', '--accept'], ['k8s', '--fix']]],
  ['init', [['new']]],
  ['add', [['service', 'new', '--like', 'web']]],
  ['rename', [['web', 'new']]],
  ['demo', [['shown']]],
  ['play', [['game', '--once']]],
  [
    'import',
    [
      ['k8s', '--out', 'out'],
      ['k8s', '--out', 'out', '--adopt-all', '--env', 'dev=k8s'],
    ],
  ],
  ['charts', [['list']]],
  [
    'controller',
    [
      ['dead-letters', '--secrets', 'k8s'],
      ['--remote', 'file:///nowhere', '--secrets', 'k8s'],
    ],
  ],
]);

/** What is typed: every command of the program, also one that nobody has thought of here. */
export const commandWords: readonly (readonly string[])[] = commands.flatMap((command) =>
  (told.get(command.name) ?? [neededWords(command)]).map((words) => [command.name, ...words]),
);
