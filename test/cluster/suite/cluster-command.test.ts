import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { aCatalogFolder, environmentYaml } from '../../helpers/a-catalog';
import { temporaryFolder } from '../../helpers/temporary-folder';
import { ClusterRecord } from '../command/record-file';
import { freePorts } from '../harness/free-ports';
import { KubeClient } from '../harness/kube-client';
import { isAlive } from '../harness/started-process';
import type { StartedProcess } from '../harness/started-process';
import { findPrograms, programNames, sayMissing } from '../tools/find-programs';
import { putExecutable } from '../tools/put-executable';
import { ClusterCommand } from './a-cluster-command';

const others = new Set<string>(['helm', 'kubeconform', 'linkerd-policy-controller']);
const { missing } = findPrograms(programNames.filter((name) => !others.has(name)));
if (missing.length > 0) process.stderr.write(`\nSKIPPED: npm run cluster\n${sayMissing(missing)}\n\n`);
const describeWithPrograms = missing.length > 0 ? describe.skip : describe;

describeWithPrograms('npm run cluster', () => {
  test('two clusters live side by side: up, a second up is refused, status, down; one that is gone is no obstacle', async () => {
    const [mine, yours] = [new ClusterCommand(), new ClusterCommand()];
    const [port = 0] = await freePorts(1);

    const ups = await Promise.all([mine.run(['up', '--bare', '--port', String(port)]), yours.run(['up', '--bare'])]);
    const [here, there] = [recordOf(mine), recordOf(yours)];
    const namespaces = [await namespacesAfterAdding(here, 'mine'), await namespacesAfterAdding(there, 'yours')];
    const [second, status] = await Promise.all([mine.run(['up']), mine.run(['status'])]);
    const down = await mine.run(['down']);
    const areOthersAlive = there.processes.every(isAlive);
    const downAgain = await mine.run(['down']);
    end(there, ({ name }) => name === 'etcd');
    const statusOfDead = await yours.run(['status']);
    end(there, ({ name }) => name !== 'etcd');
    const statusOfGone = await yours.run(['status']);

    for (const up of ups) expect(up).toMatchObject({ exitCode: 0, stderr: '' });
    expect(ups[0].stdout).toMatch(/✓ etcd +\d+\.\d s\n[^]*✓ kwok [^]*the cluster is ready after \d+ s\n/);
    expect(ups[0].stdout).toContain(`export KUBECONFIG=${here.kubeconfig}`);
    expect(here.server).toBe(`https://127.0.0.1:${port}`);
    expect(namespaces[0]).not.toContain('yours');
    expect(namespaces[1]).not.toContain('mine');
    expect(second.exitCode).toBe(1);
    expect(second.stderr).toMatch(
      /^error: a cluster runs since \S+ \S+ in \S+\. To see it: npm run cluster -- status\. To end it: npm run cluster -- down\n$/,
    );
    expect(status).toMatchObject({ exitCode: 0, stderr: '' });
    expect(status.stdout).toMatch(/^PROGRAM +PID +MEMORY +STATE\netcd +\d+ +\d+ MB +alive\nkube-apiserver /);
    expect(status.stdout).toMatch(/\n6 of 6 alive, \d+ MB, since /);
    expect(down).toEqual({ exitCode: 0, stderr: '', stdout: `✓ ended 6 processes and removed ${here.folder}\n` });
    expect(here.processes.filter(isAlive)).toEqual([]);
    expect(areOthersAlive).toBe(true);
    expect(downAgain).toMatchObject({ exitCode: 0, stdout: 'no cluster runs: there is nothing to end\n' });
    expect(statusOfDead.exitCode).toBe(1);
    expect(statusOfDead.stdout).toMatch(/\netcd +\d+ +dead\n/);
    expect(statusOfDead.stdout).toContain(`etcd ended: ${there.folder}/logs says why. To start again: npm run`);
    expect(statusOfGone.exitCode).toBe(1);
    expect(statusOfGone.stdout).toMatch(
      /^the cluster of \S+ \S+ is gone, as after a reboot; what it left is removed\nno cluster runs\. /,
    );
    expect([...mine.leftovers(), ...yours.leftovers()]).toEqual([]);
  });

  test('a port that is taken is named before anything is started', async () => {
    const command = new ClusterCommand();
    const [port = 0] = await freePorts(1);
    const server = createServer().listen(port, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));

    const run = await command.run(['up', '--argocd-port', String(port)]);
    server.close();

    expect(run).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `error: port ${port}, asked for Argo CD, is taken by another program: name another port, or none to get a free one\n`,
    });
    expect(command.leftovers()).toEqual([]);
  });

  test('Ctrl-C in the middle of a start leaves nothing', async () => {
    const command = new ClusterCommand();

    const run = await command.run(['up'], { interruptAt: '✓ kube-apiserver' });

    expect(run.exitCode).toBe(130);
    expect(run.stderr).toBe('\nending what was started ...\ninterrupted: nothing is left running\n');
    expect(command.leftovers()).toEqual([]);
  });

  test('a program that dies at start ends everything, and its last lines say why', async () => {
    const command = new ClusterCommand();
    const tools = temporaryFolder();
    putExecutable(join(tools, 'kube-apiserver'), '#!/bin/sh\necho "unknown flag: --etcd-servers" >&2\nexit 1\n');

    const run = await command.run(['up'], { variables: { SLIPWAY_TOOLS: tools } });

    expect(run.exitCode).toBe(1);
    expect(run.stderr).toBe(
      'error: kube-apiserver ended (exit code 1); its last lines:\n  unknown flag: --etcd-servers\n',
    );
    expect(command.leftovers()).toEqual([]);
  });

  test('a program that is missing is named, with the way to get it', async () => {
    const command = new ClusterCommand();

    const run = await command.run(['up'], { variables: { PATH: '/nowhere', SLIPWAY_CACHE_DIR: '/nowhere' } });

    expect(run.exitCode).toBe(1);
    expect(run.stderr).toMatch(/^error: missing: etcd [^]*"npm run cluster:tools" builds etcd, /);
    expect(command.leftovers()).toEqual([]);
  });

  test('the demo shows each change in a line, and ends when all is settled', async () => {
    const command = new ClusterCommand();
    const manual = environmentYaml.replace('mode: automatic', 'mode: manual');
    const catalog = aCatalogFolder({ 'environments/prod.yaml': manual });

    const run = await command.run(['demo', '--catalog', catalog]);

    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toMatch(/\n +\d+ s {2}web-dev +Synced +Healthy +[0-9a-f]{7}\n/);
    expect(run.stdout).toMatch(/✓ settled in \d+ s: \d+ Applications are Synced and Healthy\n/);
    expect(run.stdout).toMatch(/\d of prod wait for a person, who syncs it: argocd app sync baseline-prod\n/);
    expect(command.leftovers()).toEqual([]);
  });
});

/** To mount a small disk takes rights that not everybody has. */
const canMount = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0;
const describeWithSmallDisk = missing.length === 0 && canMount ? describe : describe.skip;

describeWithSmallDisk('npm run cluster on a full disk', () => {
  test('says so, names the folder, and leaves nothing', () => {
    const folder = temporaryFolder();
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    const command = `mount -t tmpfs -o size=4m none ${disk} && TMPDIR=${disk} "${process.execPath}" --import tsx test/cluster/cluster.ts up; echo "exit code $?"; ls ${disk}`;

    const { stdout, stderr } = spawnSync('unshare', ['-rm', 'sh', '-c', command], {
      cwd: join(__dirname, '..', '..', '..'),
      env: { ...process.env, SLIPWAY_CLUSTER_DIR: folder, NO_COLOR: '1' },
      encoding: 'utf8',
    });

    expect(stderr).toMatch(
      /^error: etcd [^]*\nthe disk of \S+ has \d MB left, and a cluster needs about 500 MB: make room/,
    );
    expect(stdout).toMatch(/exit code 1\n/);
    expect(stdout).not.toContain('slipway-cluster-');
  });
});

function recordOf({ record }: ClusterCommand): ClusterRecord {
  return ClusterRecord.parse(JSON.parse(readFileSync(record, 'utf8')));
}

function end({ processes }: ClusterRecord, isMeant: (one: StartedProcess) => boolean): void {
  for (const { pid } of processes.filter(isMeant).filter(isAlive)) process.kill(pid, 'SIGKILL');
}

async function namespacesAfterAdding({ proxy }: ClusterRecord, name: string): Promise<readonly string[]> {
  const client = new KubeClient(proxy);
  await client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  return (await client.list('v1', 'Namespace')).map(({ metadata }) => metadata.name);
}
