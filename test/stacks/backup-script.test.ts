import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { backupPaths, exportScript, uploadScript } from '../../stacks/backup/backup-script';
import { temporaryFolder } from '../helpers/temporary-folder';

const hasGpg = spawnSync('gpg', ['--version']).status === 0;
const withGpg = hasGpg ? describe : describe.skip;
if (!hasGpg) process.stderr.write('gpg is not installed: what the backup encrypts was not decrypted\n');

withGpg('with a key', () => {
  test('what leaves the pod can be read by whoever has the key, and by nobody else', () => {
    const pod = aPod();
    const keys = aKey(pod);

    const { status } = pod.run(exportScript('argocd'));

    expect(status).toBe(0);
    const encrypted = readFileSync(join(pod.root, backupPaths.export, 'export.yaml.gpg'));
    expect(encrypted.includes('AppProject')).toBe(false);
    expect(keys.decrypt(encrypted)).toContain('kind: AppProject\n');
  });

  test('an export of a namespace without Argo CD is no backup', () => {
    const pod = aPod({ export: 'apiVersion: v1\nkind: ConfigMap\n' });
    aKey(pod);

    const { status, stderr } = pod.run(exportScript('elsewhere'));

    expect(status).toBe(1);
    expect(stderr).toContain('the export has no AppProject: is Argo CD in the namespace elsewhere?');
    expect(readdirSync(join(pod.root, backupPaths.export))).toEqual([]);
  });
});

test('R2-23: an export is uploaded under its time, and those that are too old are deleted', () => {
  const pod = aPod({ listed: 'prod/argocd-2020-01-01T02-00-00Z.yaml.gpg\tprod/argocd-2020-01-02T02-00-00Z.yaml.gpg' });

  const { status, stdout } = pod.run(uploadScript({ ...target, endpoint: 'https://s3.example.com' }));

  expect(status).toBe(0);
  expect(stdout).toMatch(/^uploaded s3:\/\/argocd-backups\/prod\/argocd-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.yaml\.gpg\n/);
  expect(pod.calls()).toEqual([
    expect.stringMatching(
      /^--endpoint-url https:\/\/s3\.example\.com s3api put-object --bucket argocd-backups --key prod\/argocd-/,
    ),
    expect.stringContaining(`Contents[?LastModified<'${thirtyDaysAgo()}`),
    '--endpoint-url https://s3.example.com s3api delete-object --bucket argocd-backups --key prod/argocd-2020-01-01T02-00-00Z.yaml.gpg',
    '--endpoint-url https://s3.example.com s3api delete-object --bucket argocd-backups --key prod/argocd-2020-01-02T02-00-00Z.yaml.gpg',
  ]);
});

test.each([
  ['nothing is too old', 'None', 0, 2],
  ['the upload fails', undefined, 1, 1],
])('when %s, nothing is deleted', (_, listed, status, calls) => {
  const pod = aPod({ listed });

  expect(pod.run(uploadScript(target)).status).toBe(status);
  expect(pod.calls()).toHaveLength(calls);
});

const target = { bucket: 'argocd-backups', prefix: 'prod', endpoint: undefined, retentionDays: 30 };

function thirtyDaysAgo(): string {
  return new Date(Date.now() - 30 * 24 * 3600 * 1000).toISOString().slice(0, 13);
}

interface Pod {
  readonly root: string;
  readonly run: (script: string) => { status: number | null; stdout: string; stderr: string };
  readonly calls: () => readonly string[];
}

/** A folder that stands for the pod, where `argocd` prints an export and `aws` writes down what it is asked. */
function aPod({
  export: text = 'kind: AppProject\n',
  listed,
}: { export?: string; listed?: string | undefined } = {}): Pod {
  const root = temporaryFolder();
  const bin = join(root, 'bin');
  for (const folder of [bin, join(root, backupPaths.export), join(root, backupPaths.key), join(root, 'tmp')]) {
    mkdirSync(folder, { recursive: true });
  }
  const calls = join(root, 'calls');
  program(join(bin, 'argocd'), `printf '%s' '${text}'`);
  program(
    join(bin, 'aws'),
    `echo "$*" >> ${calls}
     case "$*" in
       *put-object*) ${listed === undefined ? 'exit 1' : 'exit 0'} ;;
       *list-objects*) printf '%s\\n' '${listed ?? ''}' ;;
     esac`,
  );
  return {
    root,
    run: (script) =>
      spawnSync('sh', ['-c', inFolder(script, root)], {
        encoding: 'utf8',
        env: { PATH: `${bin}:${process.env['PATH'] ?? ''}` },
      }),
    calls: () => (existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : []),
  };
}

/** The folders of the pod, in a folder of this machine. */
function inFolder(script: string, root: string): string {
  return script.replaceAll(/(?<=[\s=])\/(backup|key|tmp)\b/g, `${root}/$1`);
}

function program(file: string, script: string): void {
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

function aKey(pod: Pod): { readonly decrypt: (encrypted: Buffer) => string } {
  const home = join(pod.root, 'owner');
  mkdirSync(home, { mode: 0o700 });
  const gpg = (args: readonly string[], input?: Buffer): Buffer =>
    execFileSync('gpg', ['--homedir', home, '--batch', '--quiet', ...args], {
      ...(input === undefined ? {} : { input }),
      stdio: ['pipe', 'pipe', 'ignore'],
    });
  gpg(['--passphrase', '', '--quick-generate-key', 'backup@example.com']);
  writeFileSync(join(pod.root, backupPaths.key, 'public.asc'), gpg(['--armor', '--export', 'backup@example.com']));
  return { decrypt: (encrypted) => gpg(['--decrypt'], encrypted).toString('utf8') };
}
