import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join, relative } from 'node:path';

import { temporaryFolder } from '../../helpers/temporary-folder';
import { builtProgram } from './built-program';
import { findPrograms, programNames, sayMissing } from './find-programs';
import { oldestGo } from './go-mod';
import type { Machine } from './machine';
import { builtFile, clonedFile, clonedPrograms } from './programs';
import type { BuiltProgram } from './programs';
import { putExecutable } from './put-executable';

let chosen = '';
let onPath = '';
let cache = '';

beforeEach(() => {
  [chosen, onPath, cache] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
});

test('SLIPWAY_TOOLS comes before PATH, and PATH before what was built', () => {
  const first = putExecutable(join(chosen, 'helm'));
  putExecutable(join(onPath, 'helm'));
  const second = putExecutable(join(onPath, 'kwok'));
  putBuilt('kwok');
  const third = putBuilt('argocd');

  const { found, missing } = findPrograms(['helm', 'kwok', 'argocd'], machine());

  expect(Object.fromEntries(found)).toEqual({ helm: first, kwok: second, argocd: third });
  expect(missing).toEqual([]);
});

test('SLIPWAY_TOOLS may name several folders, relative ones too, and some that are not there', () => {
  const file = putExecutable(join(chosen, 'helm'));
  const folders = ['/nowhere', '', relative(process.cwd(), chosen)].join(delimiter);

  const { found } = findPrograms(['helm'], machine({ SLIPWAY_TOOLS: folders }));

  expect(found.get('helm')).toBe(file);
});

test('folders and files that cannot be executed are no programs', () => {
  mkdirSync(join(chosen, 'helm'));
  writeFileSync(join(onPath, 'helm'), '');

  const { found, missing } = findPrograms(['helm'], machine());

  expect(found.size).toBe(0);
  expect(missing).toMatchObject([{ program: { name: 'helm' }, passedOver: [] }]);
});

test('an etcd that is too old is passed over for the one that was built', () => {
  putExecutable(join(onPath, 'etcd'), anEtcd('3.4.30'));
  const built = putBuilt('etcd', anEtcd('3.6.12'));

  expect(findPrograms(['etcd'], machine()).found.get('etcd')).toBe(built);
});

test('an etcd that is too old, or says nothing, is named when there is no other', () => {
  const silent = putExecutable(join(chosen, 'etcd'));
  const old = putExecutable(join(onPath, 'etcd'), anEtcd('3.4.30'));

  const { missing } = findPrograms(['etcd'], machine());

  expect(sayMissing(missing)).toBe(
    'missing: etcd (keeps the objects of the API server); ' +
      `${silent} is passed over, as it does not say its version; ` +
      `${old} is passed over, as it is 3.4.30 and 3.5.0 is needed\n` +
      `"npm run cluster:tools" builds etcd; it needs Go ${oldestGo()} or newer on PATH`,
  );
});

test('a newer etcd is taken, also when its minor version has two digits', () => {
  const file = putExecutable(join(onPath, 'etcd'), anEtcd('3.10.0'));

  expect(findPrograms(['etcd'], machine()).found.get('etcd')).toBe(file);
});

test('what is missing is named with the way to get it', () => {
  const { missing } = findPrograms(['redis-server', 'git', 'kwok', 'helm'], machine());

  expect(sayMissing(missing)).toBe(
    'missing: kwok (plays the nodes, so that pods become ready)\n' +
      'missing: helm (renders Applications that are charts)\n' +
      'missing: redis-server (the cache of Argo CD)\n' +
      'missing: git (serves the repository that Argo CD syncs)\n' +
      `"npm run cluster:tools" builds kwok, helm; it needs Go ${oldestGo()} or newer on PATH\n` +
      'redis-server comes from a package manager: apt-get install redis-server, or brew install redis\n' +
      'git comes from a package manager: apt-get install git, or brew install git',
  );
});

test('what is built in a clone of its repository has a page that says how, and a place in the cache', () => {
  const [program] = clonedPrograms;
  if (program === undefined) throw new Error('no program is built in a clone');

  const { missing } = findPrograms([program.name], machine());
  const file = putExecutable(clonedFile(program, machine()));

  expect(sayMissing(missing)).toBe(
    'missing: linkerd-policy-controller (tells proxies of Linkerd how to call a service)\n' +
      'linkerd-policy-controller is built in a clone of its repository: ' +
      'test/cluster/tools/linkerd-policy-controller.md says how',
  );
  expect(findPrograms([program.name], machine()).found.get(program.name)).toBe(file);
});

test('nothing is said when nothing is missing', () => {
  expect(sayMissing([])).toBe('');
});

test('only what is asked for is searched; without a question that is everything', () => {
  expect(findPrograms([], machine())).toEqual({ found: new Map(), missing: [] });
  expect(findPrograms(undefined, machine()).missing.map(({ program }) => program.name)).toEqual(programNames);
});

function machine(variables: Readonly<Record<string, string>> = {}): Machine {
  return {
    variables: { SLIPWAY_TOOLS: chosen, PATH: onPath, SLIPWAY_CACHE_DIR: cache, ...variables },
    platform: 'linux',
    homeDirectory: '/nowhere',
  };
}

function putBuilt(name: BuiltProgram['name'], text?: string): string {
  return putExecutable(builtFile(builtProgram(name), machine()), text);
}

function anEtcd(version: string): string {
  return `#!/bin/sh\n[ "$1" = --version ] && echo "etcd Version: ${version}" && echo "Go Version: go1.26.8"\n`;
}
