import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

import { checkState } from '../../../stacks/doctor/checks/state';
import { knownReleases } from '../../../stacks/doctor/known-releases';
import { temporaryFolder } from '../../helpers/temporary-folder';

/** Variables with a program `pulumi` that answers like the real one. */
function withPulumi(url: string, stacks: readonly object[] = [], state?: object): { readonly PATH: string } {
  const folder = temporaryFolder();
  const exported = state === undefined ? 'exit 255' : `echo '${JSON.stringify(state)}'`;
  const answers = `case "$1 $2" in whoami*) echo '${JSON.stringify({ user: 'ann', url })}';; "stack export") ${exported};; stack*) echo '${JSON.stringify(stacks)}';; esac`;
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

  expect(checkState(state, 'dev', variables, [])).toEqual([
    {
      area: 'state',
      level: 'wrong',
      what: 'the state is locked by ann on laptop since 2026-11-20T10:00:00Z',
      remedy: 'if nothing runs any more: pulumi cancel --stack dev --yes, then look at the releases again',
    },
  ]);
  expect(checkState(state, 'staging', variables, [])).toEqual([]);
});

test('a process that holds several locks is one finding, and nothing to mend while it runs', () => {
  const state = temporaryFolder();
  const locks = join(state, '.pulumi', 'locks', 'organization', 'slipway', 'dev');
  mkdirSync(locks, { recursive: true });
  const lock = { pid: process.pid, username: 'ann', hostname: hostname(), timestamp: '2026-11-20T10:00:00Z' };
  for (const name of ['a.json', 'b.json']) writeFileSync(join(locks, name), JSON.stringify(lock));

  expect(checkState(state, 'dev', withPulumi(`file://${state}`), [])).toEqual([
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

  expect(checkState('/', 'dev', variables, []).map(({ what }) => what)).toEqual([
    'an update of the stack is in progress',
  ]);
  expect(checkState('/', 'prod', variables, [])).toEqual([]);
});

test.each([
  ['a bucket', () => withPulumi('s3://states'), 'it is in s3://states'],
  ['no pulumi', () => ({ PATH: temporaryFolder() }), 'pulumi does not say where it is'],
])('with %s nothing is claimed', (_, variables, why) => {
  expect(checkState('/', 'dev', variables(), [])).toMatchObject([
    { level: 'unknown', what: `whether the state is locked is not known: ${why}` },
  ]);
});

describe('releases that Pulumi does not know', () => {
  const live = [
    { name: 'argo-cd', namespace: 'argocd', status: 'deployed' },
    { name: 'linkerd-crds', namespace: 'linkerd', status: 'deployed' },
    { name: 'external-secrets', namespace: 'external-secrets', status: 'pending-install' },
  ];
  const ofArgoCd = {
    type: 'kubernetes:helm.sh/v3:Release',
    urn: 'urn:pulumi:dev::slipway::x::argocd-release',
    inputs: { name: 'argo-cd', namespace: 'argocd', values: { some: 'value' } },
  };

  function found(state?: object): readonly string[] {
    return checkState('/', 'dev', withPulumi('file:///tmp', [], state), live).map(
      ({ what, remedy }) => `${what}\n${remedy}`,
    );
  }

  test('are named with the command that writes their import file; what Helm has not ended is told of elsewhere', () => {
    const killed = { deployment: { resources: [ofArgoCd], pending_operations: [{ type: 'creating' }] } };

    expect(found(killed)).toEqual([
      '"linkerd-crds" in "linkerd" is installed, and not in the state: "pulumi up" would stop at "cannot re-use a name that is still in use"\n' +
        'let Pulumi take it over, if it is of this stack: pulumi refresh --stack dev --yes --clear-pending-creates, then ' +
        'npm run -s platform -- import-file --stack dev > import.json, then ' +
        'pulumi import --stack dev --file import.json --generate-code=false --protect=false',
    ]);
  });

  test('are all of them when the state is empty', () => {
    const [said = ''] = found({ deployment: {} });

    expect(said).toContain('"argo-cd" in "argocd", "linkerd-crds" in "linkerd" are installed, and not in the state');
    expect(said).not.toContain('--clear-pending-creates');
  });

  test('are none when the state has them, and nothing is claimed where Pulumi says nothing', () => {
    const ofLinkerd = { ...ofArgoCd, inputs: { name: 'linkerd-crds', namespace: 'linkerd' } };

    expect(found({ deployment: { resources: [ofArgoCd, ofLinkerd] } })).toEqual([]);
    expect(found()).toEqual([]);
  });

  test('are found in a state of many megabytes', () => {
    const folder = temporaryFolder();
    const resources = Array.from({ length: 4000 }, () => ({ ...ofArgoCd, outputs: 'x'.repeat(1000) }));
    writeFileSync(join(folder, 'state.json'), JSON.stringify({ deployment: { resources } }));
    writeFileSync(join(folder, 'pulumi'), `#!/bin/sh\ncat ${join(folder, 'state.json')}\n`);
    chmodSync(join(folder, 'pulumi'), 0o755);

    expect(knownReleases('/', 'dev', { PATH: `${folder}:/usr/bin:/bin` })?.releases).toEqual(
      new Set(['argocd/argo-cd']),
    );
  });
});
