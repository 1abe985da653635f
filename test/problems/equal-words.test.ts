import { load } from 'js-yaml';

import { folderSource } from '../../src/catalog/folder-source';
import { loadCatalog } from '../../src/catalog/load';
import { parseCheckConfig } from '../../src/check/check-config';
import { InputError } from '../../src/model/problem';
import { readSettings } from '../../stacks/read-settings';
import { aCatalogFolder, serviceYaml } from '../helpers/a-catalog';
import { asPulumi } from '../stacks/helpers/the-stack';

/** One fault, as it can be written into each kind of file. */
interface Fault {
  readonly fault: string;
  /** Lines at the end of a service. */
  readonly catalog: string;
  readonly checkConfig: string;
  readonly stack: Readonly<Record<string, unknown>>;
  readonly words: RegExp;
}

const cluster = { id: '00000000-0000-4000-8000-000000000000' };

test.each<Fault>([
  {
    fault: 'a key that nobody knows',
    catalog: 'nobodyKnows: 1',
    checkConfig: 'nobodyKnows: 1',
    stack: { nobodyKnows: 1 },
    words: /^unknown key "nobodyKnows"; known are \w+(, \w+)+( and \d+ more)?$/,
  },
  {
    fault: 'a key that is nearly right',
    catalog: 'exposur: {}',
    checkConfig: 'path: {}',
    stack: { monitorin: {} },
    words: /^unknown key "(exposur|path|monitorin)"; did you mean "(exposure|paths|monitoring)"\?$/,
  },
  {
    fault: 'a list where a mapping is wanted',
    catalog: 'backup: []',
    checkConfig: 'severities: []',
    stack: { install: [] },
    words: /^\[\] is a list, must be a mapping$/,
  },
  {
    fault: 'text where a mapping is wanted',
    catalog: 'backup: much',
    checkConfig: 'paths: much',
    stack: { install: 'much' },
    words: /^"much" is text, must be a mapping$/,
  },
  {
    fault: 'text where a list is wanted',
    catalog: 'dependsOn: all',
    checkConfig: 'schemas: all',
    stack: { environments: 'all' },
    words: /^"all" is text, must be a list$/,
  },
  {
    fault: 'a number where text is wanted',
    catalog: 'language: 7',
    checkConfig: 'kubernetesVersion: 7',
    stack: { cluster: { ...cluster, context: 7 } },
    words: /^7 is a number, must be text; put it in quotes: "7"$/,
  },
  {
    fault: 'a boolean where text is wanted',
    catalog: 'language: true',
    checkConfig: 'accepted: true',
    stack: { cluster: { ...cluster, context: true } },
    words: /^true is a boolean, must be text; put it in quotes: "true"$/,
  },
  {
    fault: 'no value at all',
    catalog: 'backup:',
    checkConfig: 'severities:',
    stack: { install: null },
    words: /^there is no value, must be a mapping$/,
  },
  {
    fault: 'a word that is none of those that are allowed',
    catalog: 'tier: xyzzy',
    checkConfig: 'severities: { no-probe: xyzzy }',
    stack: { argocd: { repositories: [{ name: 'a', authentication: 'ssh', kind: 'xyzzy' }] } },
    words: /^"xyzzy" is not allowed, must be ("[\w-]+", )*"[\w-]+" or "[\w-]+"$/,
  },
  {
    fault: 'a key that is missing',
    catalog: 'backup: { schedule: "0 2 * * *", retentionDays: 1, command: [dump] }',
    checkConfig: 'exceptions: [{ rule: no-probe, objects: [a] }]',
    stack: { chartSources: { 'argo-cd': {} } },
    words: /^"(size|reason|reference)" is missing; add it: [a-z].*[^.]$/,
  },
])('$fault is said in the same words in every file', ({ catalog, checkConfig, stack, words }) => {
  const found = {
    catalog: problemsOf(() =>
      loadCatalog(folderSource(aCatalogFolder({ 'services/web/service.yaml': `${serviceYaml}${catalog}\n` }))),
    ),
    checkConfig: problemsOfCheckConfig(checkConfig),
    stack: problemsOf(() => readSettings(asPulumi({ cluster, install: nothing, ...stack }), 'dev')),
  };

  expect(found).toEqual({
    catalog: [expect.stringMatching(words)],
    checkConfig: [expect.stringMatching(words)],
    stack: [expect.stringMatching(words)],
  });
});

/** What has settings without a default is not installed. */
const nothing = { backup: false, externalSecrets: false, linkerd: false };

function problemsOf(read: () => unknown): readonly string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    // A stack says which of its settings it is in the message.
    return error.problems.map(({ message, hint }) => inOneLine(message.replace(/^slipway:\S+: /, ''), hint));
  }
}

function problemsOfCheckConfig(text: string): readonly string[] {
  const read = parseCheckConfig(load(text), [{ id: 'no-probe' }]);
  return 'value' in read ? [] : read.problems.map(({ message, hint }) => inOneLine(message, hint));
}

function inOneLine(message: string, hint: string | undefined): string {
  return hint === undefined ? message : `${message}; ${hint}`;
}
