import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';

import { temporaryFolder } from '../../helpers/temporary-folder';
import { builtProgram } from './built-program';
import { aFakeGo } from './fake-go';
import type { FakeGo } from './fake-go';
import { oldestGo } from './go-mod';
import { pinnedStages } from './pins';
import { builtFile, linkerFlags, versionOf } from './programs';
import type { BuiltProgram } from './programs';
import { putExecutable } from './put-executable';

let go: FakeGo;

beforeEach(() => {
  go = aFakeGo();
});

test('what is missing is built in its module, and says how long that takes before and after', async () => {
  const { exitCode, output } = await go.start(['--only', 'helm,kustomize']).ended;

  expect(exitCode).toBe(0);
  expect(output).toMatch(/^to build +kustomize +\S+, about 31 s: renders Applications that are kustomizations$/m);
  expect(output).toContain('on two cores that takes about 2 min in all');
  expect(output).toMatch(new RegExp(`^building helm ${versionOf(builtProgram('helm'))} \\.\\.\\. \\d+ s$`, 'm'));
  expect(go.asked().filter((words) => words.includes('build'))).toEqual(
    (['kustomize', 'helm'] as const).map((name) =>
      expect.stringMatching(
        `^${name} build -trimpath -ldflags ${linkerFlags(builtProgram(name))} -o .+ ${builtProgram(name).package}$`,
      ),
    ),
  );
  expect(readdirSync(dirname(file('helm')))).toEqual(['helm']);
});

test('what is there is not built again, wherever it was found', async () => {
  const onPath = putExecutable(join(go.programs, 'helm'));
  putExecutable(file('kustomize'));

  const { exitCode, output } = await go.start(['--only', 'helm,kustomize']).ended;

  expect(exitCode).toBe(0);
  expect(go.asked()).toEqual([]);
  expect(output).toContain(`${onPath}, used as it is; ours is ${versionOf(builtProgram('helm'))}\n`);
  expect(output).toContain(`${file('kustomize')}\n`);
});

test('one that fails shows why and does not keep others from being built', async () => {
  const error = Array.from({ length: 30 }, (_, index) => `error ${index + 1}`).join('\n');
  const variables = { GO_FAILS: builtProgram('kustomize').package, GO_ERROR: error };

  const { exitCode, output } = await go.start(['--only', 'kustomize,helm'], variables).ended;

  expect(exitCode).toBe(1);
  expect(output).toMatch(/^building kustomize \S+ ... refused after \d+ s\n {2}error 11\n/m);
  expect(output).toContain('  error 30\n');
  expect(output).toContain('1 of 2 were not made; to try again: npm run cluster:tools -- --only kustomize\n');
  expect(existsSync(file('helm'))).toBe(true);
  expect(readdirSync(dirname(file('kustomize')))).toEqual([]);
});

test('a full disk ends it, and says what can be moved or emptied', async () => {
  const variables = { GO_FAILS: builtProgram('kustomize').package, GO_ERROR: 'write x: no space left on device' };

  const { exitCode, output } = await go.start(['--only', 'kustomize,helm'], variables).ended;

  expect(exitCode).toBe(1);
  expect(output).toContain('disk full after');
  expect(output).toContain(`a disk is full: all tools need about 1 GB in ${join(go.cache, 'tools')}`);
  expect(output).toContain('2 of 2 were not made; to try again: npm run cluster:tools -- --only kustomize,helm\n');
  expect(existsSync(file('helm'))).toBe(false);
});

test('without Go it says where to get it', async () => {
  const { exitCode, output } = await go.start(['--only', 'helm'], { PATH: temporaryFolder() }).ended;

  expect(exitCode).toBe(1);
  expect(output).toContain(`there is no "go" on PATH; install Go ${oldestGo()} or newer from https://go.dev/dl`);
});

test('a Go that is too old is refused before anything is built', async () => {
  const { exitCode, output } = await go.start(['--only', 'helm'], { GO_VERSION: 'go1.22.12' }).ended;

  expect(exitCode).toBe(1);
  expect(output).toContain(`the "go" on PATH is 1.22.12, which is too old; install Go ${oldestGo()} or newer`);
  expect(go.asked().filter((words) => words.includes('build'))).toEqual([]);
});

test('a signal ends the compiler, too, and leaves nothing half', async () => {
  const run = go.start(['--only', 'kustomize,helm'], { GO_HANGS: 'yes' });
  await until(() => existsSync(dirname(file('kustomize'))) && readdirSync(dirname(file('kustomize'))).length > 0);

  run.process.kill('SIGTERM');
  const { exitCode, output } = await run.ended;

  expect(exitCode).toBe(1);
  expect(output).toContain('interrupted after');
  expect(output).toContain('npm run cluster:tools -- --only kustomize,helm\n');
  expect(go.asked().at(-1)).toBe('interrupted');
  expect(readdirSync(dirname(file('kustomize')))).toEqual([]);
});

test('what a killed build left is removed by the next one, and that of a living one is not', async () => {
  putExecutable(`${file('helm')}.building-999999999`);
  putExecutable(`${file('helm')}.building-${process.pid}`);

  await go.start(['--only', 'helm']).ended;

  expect(readdirSync(dirname(file('helm'))).sort()).toEqual(['helm', `helm.building-${process.pid}`]);
});

test('--list says what is there and what is not, and makes nothing', async () => {
  putExecutable(file('helm'));

  const { exitCode, output } = await go.start(['--list']).ended;

  expect(exitCode).toBe(1);
  expect(output).toMatch(new RegExp(`^there +helm +${file('helm')}$`, 'm'));
  expect(output).toContain('missing: redis-server (the cache of Argo CD)\n');
  expect(output).toContain('missing: crds (CustomResourceDefinitions of what Slipway renders)\n');
  expect(go.asked()).toEqual([]);
});

test('--list is content when everything that was asked for is there', async () => {
  putExecutable(file('helm'));

  expect(await go.start(['--list', '--only', 'helm']).ended).toMatchObject({ exitCode: 0 });
});

test('stages are downloaded with go, once', async () => {
  const modules = aModuleWithStages();

  const first = await go.start(['--only', 'kwok-stages'], { GO_MODULES: modules }).ended;
  const second = await go.start(['--only', 'kwok-stages'], { GO_MODULES: modules }).ended;

  expect(first).toMatchObject({
    exitCode: 0,
    output: expect.stringMatching(/^downloading kwok-stages \.\.\. \d+ s$/m),
  });
  expect(second).toMatchObject({ exitCode: 0, output: expect.stringMatching(/^there +kwok-stages /) });
  expect(go.asked().filter((words) => words.includes('mod download'))).toEqual([
    expect.stringContaining(`mod download -json sigs.k8s.io/kwok@v${versionOf(builtProgram('kwok'))}`),
  ]);
});

test('a download that go refuses shows what go says', async () => {
  const { exitCode, output } = await go.start(['--only', 'kwok-stages'], { GO_ERROR: 'no such host' }).ended;

  expect(exitCode).toBe(1);
  expect(output).toContain('downloading kwok-stages ... refused after');
  expect(output).toContain('"Error": "no such host"');
  expect(readdirSync(join(go.cache, 'tools'))).toEqual([]);
});

test.each([
  ['an unknown option', ['--all'], "unknown option '--all'"],
  ['an unknown program', ['--only', 'helm,kubctl'], 'there is no "kubctl"; did you mean "kubectl"?'],
  ['a word too many', ['helm'], 'too many arguments'],
])('%s is refused', async (_case, words, message) => {
  const { exitCode, output } = await go.start(words).ended;

  expect(exitCode).toBe(2);
  expect(output).toContain(message);
});

function file(name: BuiltProgram['name']): string {
  const variables = { SLIPWAY_CACHE_DIR: go.cache };
  return builtFile(builtProgram(name), { variables, platform: 'linux', homeDirectory: '/nowhere' });
}

function aModuleWithStages(): string {
  const folder = temporaryFolder();
  for (const path of pinnedStages.modules.flatMap(({ paths }) => paths)) {
    const stage = {
      apiVersion: 'kwok.x-k8s.io/v1alpha1',
      kind: 'Stage',
      metadata: { name: path.replaceAll(/\W/g, '-') },
    };
    const target = join(folder, path.replace(/\/$/, '/one.yaml'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, stringify(stage));
  }
  return folder;
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) {
    await new Promise((done) => {
      setTimeout(done, 10);
    });
  }
}
