import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

import { findProgram } from '../../src/manifests/find-program';
import { programsOnPath } from '../../src/manifests/programs';
import { readManifests } from '../../src/manifests/read-folder';
import { findPrograms } from '../cluster/tools/find-programs';
import { aCountingServer } from '../helpers/a-counting-server';
import { runSlipway } from '../helpers/run-slipway';
import { temporaryFolder } from '../helpers/temporary-folder';

const helm = findPrograms(['helm']).found.get('helm');
const describeWithHelm = helm === undefined ? describe.skip : describe;

describe('a build', () => {
  test('sees none of the variables of whoever runs it, and no program that it could run', () => {
    const PATH = withProgram('kustomize', 'export -p; command -v git; command -v ls; ls "$HOME"; true');
    const variables = { PATH: [PATH, process.env['PATH']].join(delimiter), API_TOKEN: 'hunter2', HOME: '/somewhere' };

    const result = programsOnPath({ variables }).kustomize('/folder');

    expect(result).toEqual({ output: expect.stringContaining('PATH=') });
    expect(JSON.stringify(result)).not.toMatch(/hunter2|somewhere|bin\/git|bin\/ls/);
  });

  test('that may use the network sees how, and no more', () => {
    const PATH = withProgram('kustomize', 'export -p');
    const variables = { PATH, API_TOKEN: 'hunter2', SSH_AUTH_SOCK: '/agent', HTTPS_PROXY: 'http://proxy' };

    const result = JSON.stringify(programsOnPath({ variables, isNetworkAllowed: true }).kustomize('/folder'));

    expect(result).toMatch(/\/agent.*http:\/\/proxy|http:\/\/proxy.*\/agent/);
    expect(result).not.toContain('hunter2');
  });

  test('that may use the network fails without a word of what it was answered', () => {
    const PATH = withProgram('kustomize', 'echo "Error: secret answer" >&2; exit 3');

    const build = (isNetworkAllowed: boolean): unknown =>
      programsOnPath({ variables: { PATH }, isNetworkAllowed }).kustomize('/folder');

    expect(build(false)).toEqual({ failure: 'secret answer' });
    expect(build(true)).toEqual({ failure: 'it ended with 3' });
  });

  test('has four gigabytes of memory, where the system can say so', () => {
    const PATH = withProgram('kustomize', 'ulimit -v');
    const variables = { PATH: [PATH, process.env['PATH']].join(delimiter) };
    const prlimit = findProgram('prlimit', variables);

    expect(programsOnPath({ variables }).kustomize('/a')).toEqual({
      output: prlimit === undefined ? expect.any(String) : '4194304\n',
    });
  });

  test('that finds no place for temporary files is a finding, and the others are checked', () => {
    const PATH = [withProgram('kustomize', 'true'), process.env['PATH']].join(delimiter);
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'kustomization.yaml'), 'resources: [a.yaml]\nnamePrefix: x-\n');
    writeFileSync(join(folder, 'a.yaml'), 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: shop }\n');

    const { exitCode, stdout } = runSlipway(['check', folder, '--format', 'json'], {
      variables: { PATH, TMPDIR: '/dev/null/none' },
    });

    expect(exitCode).toBe(1);
    expect(stdout).toContain('no temporary files can be made in \\"/dev/null/none\\" (ENOTDIR); set TMPDIR');
    expect(JSON.parse(stdout)).toHaveProperty('findings');
  });

  test('shares its time with all others of the run', () => {
    const PATH = withProgram('kustomize', 'while :; do :; done');
    const { kustomize } = programsOnPath({ variables: { PATH }, timeLimitSeconds: 0.5 });

    expect(kustomize('/a')).toEqual({ failure: 'it took more than 0.5 seconds' });
    expect(kustomize('/b')).toEqual({ failure: 'all builds together took 0.5 seconds' });
  });

  test('is done by kubectl where kustomize is not installed', () => {
    const PATH = withProgram('kubectl', 'echo "$@"');

    expect(programsOnPath({ variables: { PATH } }).kustomize('/a')).toEqual({ output: 'kustomize /a\n' });
  });

  test('is not done by what lies in the working directory', () => {
    const PATH = withProgram('kustomize', 'echo done');

    expect(programsOnPath({ variables: { PATH: ['.', '', 'bin'].join(delimiter) } }).kustomize('/a')).toBe(
      'not installed',
    );
    expect(programsOnPath({ variables: { PATH } }).kustomize('/a')).toEqual({ output: 'done\n' });
  });
});

describeWithHelm('a chart (skipped where "npm run cluster:tools" has not built helm)', () => {
  test('loads no schema that its own schema names', async () => {
    const server = await aCountingServer();
    const $ref = `http://${server.host}/schema.json`;
    const folder = chartWith({ 'values.schema.json': JSON.stringify({ properties: { a: { $ref } } }) });

    const [, unit] = readManifests([folder], programsOnPath({ variables: pathOf(helm) }));
    const asked = server.takeAsked();
    server.stop();

    expect(asked).toEqual([]);
    expect(unit?.objects.map(({ name }) => name)).toEqual(['a']);
  });
});

describe('a chart', () => {
  test('with a link that leads out of it is not rendered: helm would follow it', () => {
    const folder = chartWith({});
    const secret = join(temporaryFolder(), 'secret');
    writeFileSync(secret, 'hunter2');
    symlinkSync(secret, join(folder, 'templates', 'link'));

    const units = readManifests([folder], {
      kustomize: () => 'not installed',
      helm: () => {
        throw new Error('helm was asked');
      },
    });

    expect(units[1]?.skipped[0]?.reason).toMatch(/^not rendered: ".*templates\/link" leads out of the chart/);
  });

  test('with a link inside of it is rendered', () => {
    const folder = chartWith({});
    symlinkSync('a.yaml', join(folder, 'templates', 'b.yaml'));

    const units = readManifests([folder], {
      kustomize: () => 'not installed',
      helm: () => ({ output: 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n' }),
    });

    expect(units[1]?.objects.map(({ name }) => name)).toEqual(['a']);
  });
});

function pathOf(program: string | undefined): { readonly PATH: string } {
  return { PATH: [dirname(program ?? ''), process.env['PATH']].join(delimiter) };
}

/** A folder with a program that the shell runs. */
function withProgram(name: string, text: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
  chmodSync(join(folder, name), 0o755);
  return folder;
}

function chartWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'templates'));
  const template = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n';
  const all = { 'Chart.yaml': 'apiVersion: v2\nname: x\nversion: 0.1.0\n', 'templates/a.yaml': template, ...files };
  for (const [path, text] of Object.entries(all)) writeFileSync(join(folder, path), text);
  return folder;
}
