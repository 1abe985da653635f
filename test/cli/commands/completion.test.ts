import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { bashCompletion } from '../../../src/cli/completion/bash';
import { commands } from '../../../src/cli/program';
import { aCatalogFolder } from '../../helpers/a-catalog';
import { aRemote, headOf } from '../../helpers/a-remote';
import { git } from '../../helpers/a-repository';
import { cleanVariables, runSlipway, slipwayFile } from '../../helpers/run-slipway';
import { temporaryFolder } from '../../helpers/temporary-folder';

/** Variables of a machine where `slipway` is installed. */
function installed(): NodeJS.ProcessEnv {
  const binaries = temporaryFolder();
  symlinkSync(slipwayFile, join(binaries, 'slipway'));
  const variables = cleanVariables();
  return { ...variables, PATH: `${binaries}${delimiter}${variables['PATH'] ?? ''}` };
}

/** What a real bash offers for words of which the last one is being typed. */
function offered(words: readonly string[], workingDirectory = join(aCatalogFolder(), '..')): readonly string[] {
  const script = `
    ${bashCompletion(commands)}
    COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')})
    COMP_CWORD=${words.length - 1}
    _slipway
    [[ \${#COMPREPLY[@]} -eq 0 ]] || printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], {
    cwd: workingDirectory,
    env: installed(),
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((line) => line !== '');
}

describe('bash', () => {
  test('the script is what the command prints', () => {
    expect(runSlipway(['completion', 'bash']).stdout).toBe(bashCompletion(commands));
  });

  test.each([
    [[''], [...commands.flatMap(({ name, isHidden }) => (isHidden === true ? [] : [name])), 'help']],
    [['prom'], ['promote']],
    [
      ['promote', 'web', '--to', ''],
      ['dev', 'prod'],
    ],
    [['rollback', 'web', 'dev', '--release', ''], ['v1.0.0']],
    [['bump', 'web', '--committed-at', 'x', '--ver'], ['--version']],
    [['exp'], ['explain']],
    [['help', 'in'], ['init']],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['completion', 'zsh', ''], []],
    [['synth', '--se'], ['--service']],
    [['--v'], ['--version']],
    [['explain', ''], ['web']],
    [['explain', 'web', 'p'], ['prod']],
    [
      ['explain', '--json', 'web', ''],
      ['dev', 'prod'],
    ],
    [
      ['synth', '--env', ''],
      ['dev', 'prod'],
    ],
    [['synth', '--env', '=', 'd'], ['dev']],
    [
      ['synth', '--env', '='],
      ['dev', 'prod'],
    ],
    [
      ['synth', '-e', ''],
      ['dev', 'prod'],
    ],
    [['synth', '-s', 'w'], ['web']],
    [['list', '--team', ''], ['web-team']],
    [
      ['add', ''],
      ['service', 'environment'],
    ],
    [['rename', ''], ['web']],
    [['synth', '--out', 'cata'], ['catalog']],
    [['synth', '--out', 'x', '--ser'], ['--service']],
  ])('slipway %j is completed to %j', (words, expected) => {
    expect(offered(['slipway', ...words])).toEqual(expected);
  });

  test('requests that wait are those of the remote', () => {
    const [remote, clone] = [aRemote(), join(aCatalogFolder(), '..')];
    for (const name of ['p-2', 'p-1']) git(remote, ['update-ref', `refs/slipway/proposals/${name}`, headOf(remote)]);
    // What a forge has that takes branches only; a proposal that is in both places is one.
    for (const name of ['p-3', 'p-1'])
      git(remote, ['update-ref', `refs/heads/slipway/proposals/${name}`, headOf(remote)]);
    git(remote, ['update-ref', 'refs/heads/slipway/evidence/e-1', headOf(remote)]);
    git(clone, ['init', '--quiet']);
    git(clone, ['remote', 'add', 'origin', remote]);

    expect(offered(['slipway', 'approve', ''], clone)).toEqual(['p-1', 'p-2', 'p-3']);
    expect(offered(['slipway', 'approve', ''])).toEqual([]);
  });

  test('names come from the catalog that is named on the line', () => {
    const other = aCatalogFolder({ 'environments/qa.yaml': '' });

    expect(offered(['slipway', 'synth', '--catalog', other, '--env', ''], temporaryFolder())).toContain('qa');
  });

  test('names of folders that a shell would run are not offered', () => {
    const catalog = aCatalogFolder();
    mkdirSync(join(catalog, 'services', '$(touch run)'));
    writeFileSync(join(catalog, 'environments', '`touch run`.yaml'), '');

    expect(offered(['slipway', 'explain', ''], join(catalog, '..'))).toEqual(['web']);
    expect(offered(['slipway', 'synth', '--env', ''], join(catalog, '..'))).toEqual(['dev', 'prod']);
  });
});

test('names are printed without complaint when there is no catalog', () => {
  const run = runSlipway(['__complete', 'services', '--catalog', 'nowhere']);

  expect(run).toEqual({ exitCode: 0, stdout: '', stderr: '' });
});

test.each(['bash', 'zsh', 'fish'])('the script for %s knows every command and every option', (shell) => {
  const { stdout } = runSlipway(['completion', shell]);

  for (const command of commands.filter(({ isHidden }) => isHidden !== true)) {
    expect(stdout).toContain(command.name);
    for (const { flags } of command.options) {
      const name = /--([a-z-]+)/.exec(flags)?.[1] ?? '';
      expect(stdout).toContain(shell === 'fish' ? `-l ${name} ` : `--${name}`);
    }
  }
});

test.each(['bash', 'zsh', 'fish'])('%s accepts its script, where it is installed', (shell) => {
  const { stdout } = runSlipway(['completion', shell]);

  const { error, status, stderr } = spawnSync(shell, ['-n'], { input: stdout, encoding: 'utf8' });

  const isMissing = error !== undefined;
  expect(isMissing ? 'not installed' : `${status} ${stderr}`).toBe(isMissing ? 'not installed' : '0 ');
});

test('an unknown shell is refused with those that are known', () => {
  const { exitCode, stderr } = runSlipway(['completion', 'tcsh']);

  expect(exitCode).toBe(2);
  expect(stderr).toContain('known are bash, fish, zsh');
});
