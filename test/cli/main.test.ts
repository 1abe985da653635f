import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { commands } from '../../src/cli/program';
import { packageRoot, runSlipway, slipwayFile } from '../helpers/run-slipway';
import { temporaryFolder } from '../helpers/temporary-folder';

test('--version prints the version of the package, and nothing else', () => {
  const { exitCode, stdout, stderr } = runSlipway(['--version']);

  expect([exitCode, stderr]).toEqual([0, '']);
  expect(readFileSync(join(packageRoot, 'package.json'), 'utf8')).toContain(`"version": "${stdout.trim()}"`);
});

test.each([[[]], [['--help']], [['help']], [['help', 'help']]])('slipway %j prints the help', (words) => {
  const { exitCode, stdout, stderr } = runSlipway(words);

  expect(exitCode).toBe(0);
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^Usage: slipway/);
  expect(stdout).toContain('Exit codes:');
  expect(stdout).not.toContain('__complete');
});

test.each(commands.filter(({ isHidden }) => isHidden !== true).map(({ name }) => name))(
  'the help of %s has examples, fits into 80 columns, and is the same by both ways',
  (name) => {
    const { exitCode, stdout } = runSlipway(['help', name]);

    expect(exitCode).toBe(0);
    expect(stdout).toContain('\nExamples:\n');
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(runSlipway([name, '--help']).stdout).toBe(stdout);
  },
);

test.each([
  [['snyth'], 'Did you mean synth?'],
  [['synth', '--evn', 'dev'], 'Did you mean --env?'],
  [['help', 'explian'], 'did you mean "explain"?'],
  [['synth', '--env'], 'argument missing'],
  [['synth', 'extra'], 'too many arguments'],
  [['explain'], "missing required argument 'SERVICE'"],
])('slipway %j is wrong usage', (words, message) => {
  const { exitCode, stdout, stderr } = runSlipway(words);

  expect(exitCode).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^error: /);
  expect(stderr).toContain(message);
  expect(stderr).toMatch(/run "slipway .*--help" to see what there is\n$/);
});

test('help, the version and completion load neither zod, yaml nor cdk8s', () => {
  const forbid = join(temporaryFolder(), 'forbid.js');
  writeFileSync(
    forbid,
    `const Module = require('node:module');
     const load = Module._load;
     Module._load = (name, ...rest) => {
       if (/^(zod|yaml|cdk8s|constructs)/.test(name)) throw new Error('loaded ' + name);
       return load(name, ...rest);
     };`,
  );

  for (const words of [
    ['--help'],
    ['--version'],
    ['completion', 'bash'],
    ['__complete', 'services'],
    ['help', 'synth'],
  ]) {
    const { exitCode, stderr } = runSlipway(words, { variables: { NODE_OPTIONS: `--require "${forbid}"` } });

    expect([exitCode, stderr]).toEqual([0, '']);
  }
});

test('an unexpected error is one line, and the stack for whoever asks', () => {
  const variables = { NODE_OPTIONS: `--require "${aBrokenClock()}"` };

  const short = runSlipway(['synth', '--no-cache', '--catalog', packageRoot], { variables });
  const long = runSlipway(['synth', '--no-cache', '--catalog', packageRoot], {
    variables: { ...variables, SLIPWAY_DEBUG: '1' },
  });

  expect(short.exitCode).toBe(1);
  expect(short.stderr).toBe('error: the clock is broken\nrun again with SLIPWAY_DEBUG=1 to see where it happened\n');
  expect(long.exitCode).toBe(1);
  expect(long.stderr).toMatch(/error: Error: the clock is broken\n {4}at /);
});

test('a package that is not built says what to do', () => {
  const root = temporaryFolder();
  mkdirSync(join(root, 'bin'));
  cpSync(slipwayFile, join(root, 'bin', 'slipway.js'));

  const { status, stderr } = spawnSync(process.execPath, [join(root, 'bin', 'slipway.js')], { encoding: 'utf8' });

  expect(status).toBe(1);
  expect(stderr).toBe('slipway is not built yet: run "npm run build" in its folder\n');
});

function aBrokenClock(): string {
  const file = join(temporaryFolder(), 'clock.js');
  writeFileSync(file, `performance.now = () => { throw new Error('the clock is broken'); };`);
  return file;
}
