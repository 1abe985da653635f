import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

import { checkState } from '../../../stacks/doctor/checks/state';
import { temporaryFolder } from '../../helpers/temporary-folder';

/** Variables with a program `pulumi` that answers like the real one. */
function withPulumi(url: string, stacks: readonly object[] = []): { readonly PATH: string } {
  const folder = temporaryFolder();
  const answers = `case "$1" in whoami) echo '${JSON.stringify({ user: 'ann', url })}';; stack) echo '${JSON.stringify(stacks)}';; esac`;
  writeFileSync(join(folder, 'pulumi'), `#!/bin/sh\n${answers}\n`);
  chmodSync(join(folder, 'pulumi'), 0o755);
  return { PATH: `${folder}:/usr/bin:/bin` };
}

test('a lock in a folder says whose it is, and how it goes', () => {
  const state = temporaryFolder();
  const locks = join(state, '.pulumi', 'locks', 'organization', 'slipway', 'dev');
  mkdirSync(locks, { recursive: true });
  const lock = { pid: 7, username: 'ann', hostname: 'laptop', timestamp: '2026-11-20T10:00:00Z' };
  writeFileSync(join(locks, 'a.json'), JSON.stringify(lock));
  const variables = withPulumi(`file://${state}`);

  expect(checkState(state, 'dev', variables)).toEqual([
    {
      area: 'state',
      level: 'wrong',
      what: 'the state is locked by ann on laptop since 2026-11-20T10:00:00Z',
      remedy: 'if nothing runs any more: pulumi cancel --stack dev --yes, then look at the releases again',
    },
  ]);
  expect(checkState(state, 'staging', variables)).toEqual([]);
});

test('a process that holds several locks is one finding, and nothing to mend while it runs', () => {
  const state = temporaryFolder();
  const locks = join(state, '.pulumi', 'locks', 'organization', 'slipway', 'dev');
  mkdirSync(locks, { recursive: true });
  const lock = { pid: process.pid, username: 'ann', hostname: hostname(), timestamp: '2026-11-20T10:00:00Z' };
  for (const name of ['a.json', 'b.json']) writeFileSync(join(locks, name), JSON.stringify(lock));

  expect(checkState(state, 'dev', withPulumi(`file://${state}`))).toEqual([
    {
      area: 'state',
      level: 'unknown',
      what: `an update of the stack is in progress: the state is locked by ann on ${hostname()} since 2026-11-20T10:00:00Z`,
      remedy: 'let it end',
    },
  ]);
});

test('the service says whether an update is in progress', () => {
  const variables = withPulumi('https://app.pulumi.com/ann', [
    { name: 'dev', updateInProgress: true },
    { name: 'prod', updateInProgress: false },
  ]);

  expect(checkState('/', 'dev', variables).map(({ what }) => what)).toEqual(['an update of the stack is in progress']);
  expect(checkState('/', 'prod', variables)).toEqual([]);
});

test.each([
  ['a bucket', () => withPulumi('s3://states'), 'it is in s3://states'],
  ['no pulumi', () => ({ PATH: temporaryFolder() }), 'pulumi does not say where it is'],
])('with %s nothing is claimed', (_, variables, why) => {
  expect(checkState('/', 'dev', variables())).toMatchObject([
    { level: 'unknown', what: `whether the state is locked is not known: ${why}` },
  ]);
});
