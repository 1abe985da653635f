import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { synthesize } from '../../src/render/synthesize';
import { replaceInFile, storyCatalog } from '../cluster/suite/story-catalog';
import { aKeyFile } from '../cluster/suite/story-people';
import { aBareRepository, git } from '../helpers/a-repository';
import { headOf } from '../helpers/a-remote';
import { cleanVariables, slipwayFile } from '../helpers/run-slipway';
import { temporaryFolder } from '../helpers/temporary-folder';
import { call } from './a-controller';
import { start } from './killed-controller';
import { MockPort } from './mock-port';
import { argocdToken } from './test-secrets';

/** Steps of one story: each stands on those before it, and what Argo CD would see is told. On a cluster: suite/story.test.ts. */
test('R0-01: from a click at the portal to Git, and back, with an Argo CD that is played', async () => {
  const world = await aWorld();
  const { ask, ended, answer, promote, waits, bump, seen, overlay, slipway, keys } = world;

  expect(await ended(await ask('create-microservice', 'auth0|dev', creation))).toMatchObject({ status: 'SUCCESS' });
  await bump('v1.0.0');
  await seen('dev', 'Healthy', 120);

  const staging = await promote('staging');
  await waits(staging);
  expect(await ended(await answer('approve', staging, 'auth0|sre-one'))).toMatchObject({ status: 'SUCCESS' });
  expect(await ended(staging)).toMatchObject({ status: 'SUCCESS' });
  expect(overlay('staging')).toContain('v1.0.0');
  await seen('staging', 'Healthy', 120);

  const prod = await promote('prod', { change_ticket: 'CHG-12345', run_tests: true });
  await waits(prod);
  await slipway(keys.dev, 'bump', 'mail', '--env', 'dev', '--version', 'v1.1.0', '--digest', digestOf('mail'));
  const passed = ['--env', 'staging', '--name', 'integration', '--passed'];
  const first = ['--version', 'v1.0.0', '--digest', digestOf('v1.0.0')];
  await slipway(keys.pipeline, 'evidence', 'payment-service', ...first, ...passed);
  await ended(await answer('approve', prod, 'auth0|sre-one'));
  await ended(await answer('approve', prod, 'auth0|dev'));
  expect(world.status(prod)).toBe('IN_PROGRESS');
  await ended(await answer('approve', prod, 'auth0|sre-two'));
  expect(await ended(prod)).toMatchObject({ status: 'SUCCESS' });
  expect(overlay('prod')).toContain('v1.0.0');
  await seen('prod', 'Healthy', 120);

  // A release that is healthy for less than a minute is no evidence for prod; one that was longer is.
  await bump('v1.1.0');
  await seen('dev', 'Healthy', 0);
  const slow = await promote('staging');
  await waits(slow);
  await ended(await answer('approve', slow, 'auth0|sre-one'));
  expect(await ended(slow)).toMatchObject({ status: 'SUCCESS' });
  await seen('staging', 'Progressing', 0);
  await seen('staging', 'Healthy', 1);
  const early = await promote('prod', { change_ticket: 'CHG-12346', release: 'v1.1.0' });
  await waits(early);
  await ended(await answer('approve', early, 'auth0|sre-one'));
  await ended(await answer('approve', early, 'auth0|sre-two'));
  expect(world.status(early)).toBe('IN_PROGRESS');
  await seen('staging', 'Healthy', 90);
  expect(await ended(early)).toMatchObject({ status: 'SUCCESS' });

  const back = await ask('rollback', 'auth0|sre-one', {
    action: 'rollback_deployment',
    entity: { identifier: 'payment-service-prod', blueprint: 'deployment' },
    properties: {
      target_version: 'v1.0.0',
      reason: 'Critical bug in payment processing',
      hotfix: 'customers cannot pay',
      change_ticket: 'INC-67890',
    },
  });
  await waits(back);
  await ended(await answer('approve', back, 'auth0|sre-two'));
  expect(await ended(back)).toMatchObject({ status: 'SUCCESS' });
  expect(overlay('prod')).toMatch(/v1\.0\.0[^]*hold/);
  const again = await promote('prod', { change_ticket: 'CHG-12347', release: 'v1.1.0' });
  expect(await ended(again)).toMatchObject({ status: 'FAILURE', summary: expect.stringContaining('hold') });

  await bump('v1.2.0');
  await seen('dev', 'Progressing', 0);
  const never = await promote('staging', { release: 'v1.2.0' });
  await waits(never);
  await answer('reject', never, 'auth0|sre-one');
  expect(await ended(never)).toMatchObject({ status: 'FAILURE' });

  const before = overlay('dev');
  const scaled = await ask('scale', 'auth0|dev', {
    action: 'scale_resources',
    entity: { identifier: 'payment-service-dev', blueprint: 'deployment' },
    properties: { replicas: 4, until: new Date(Date.now() + 20_000).toISOString(), reason: 'a surge' },
  });
  expect(await ended(scaled)).toMatchObject({ status: 'SUCCESS' });
  expect(overlay('dev')).not.toBe(before);
  await world.until(() => overlay('dev') === before, 180);

  const by = await world.byHand();
  await expect(slipway(keys.dev, 'gate', `${by.base}..${by.head}`)).rejects.toThrow(/approvals|ticket/);
  await expect(slipway(keys.dev, 'audit')).rejects.toThrow('mail: quickly, nobody will see it');
  expect(world.port.refusals()).toEqual([]);
  await world.end();
}, 900_000);

const creation = {
  action: 'create_microservice',
  entity: null,
  properties: {
    name: 'payment-service',
    team: 'backend-team',
    language: 'java',
    framework: 'spring-boot',
    template: 'api-service',
    port: 8080,
    database: true,
    redis: false,
    public: true,
  },
};

function digestOf(version: string): string {
  return `sha256:${Buffer.from(version).toString('hex').padEnd(64, '0').slice(0, 64)}`;
}

// oxlint-disable-next-line typescript/explicit-function-return-type -- functions of one closure, which only the test above calls
async function aWorld() {
  const folder = temporaryFolder();
  const made = {
    controller: aKeyFile(folder, 'controller'),
    pipeline: aKeyFile(folder, 'pipeline'),
    dev: aKeyFile(folder, 'dev'),
  };
  const catalog = storyCatalog({
    controller: made.controller.publicLine,
    pipeline: made.pipeline.publicLine,
    dev: made.dev.publicLine,
  });
  const work = join(folder, 'work');
  execFileSync('cp', ['-r', join(catalog, '..'), work]);
  synthesize({ catalog: join(work, 'catalog'), out: work });
  const remote = aBareRepository();
  git(remote, ['config', 'receive.fsckObjects', 'true']);
  git(work, ['init', '--quiet', '--initial-branch=main']);
  git(work, ['add', '--all']);
  git(work, ['commit', '--quiet', '--message=the first catalog']);
  git(work, ['push', '--quiet', remote, 'main']);
  const port = await MockPort.start();
  const options = { remote, folder, key: made.controller.file, portalUrl: port.url };
  const controller = await start(options, join(__dirname, 'git-controller-process.ts'));
  let runs = 0;

  const until = async (isSo: () => boolean, mostSeconds = 120): Promise<void> => {
    for (const started = Date.now(); !isSo();) {
      if (Date.now() - started > mostSeconds * 1000) throw new Error(`waited in vain: ${String(isSo)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const status = (id: string): string | undefined => port.runs.get(id)?.status;
  const logs = (id: string): string => port.runs.get(id)?.logs.join('\n') ?? '';
  const ask = async (path: string, who: string, body: object): Promise<string> => {
    const id = `r_${++runs}`;
    port.addRun(id, { createdBy: who });
    const context = { runId: id, userEmail: 'somebody@company.com' };
    expect(await call(controller, `/webhooks/${path}`, { ...body, context })).toMatchObject({ status: 202 });
    return id;
  };
  const ended = async (id: string) => {
    await until(() => status(id) !== 'IN_PROGRESS').catch((error: unknown) => {
      throw new Error(`${id} has not ended: ${logs(id)}`, { cause: error });
    });
    return port.runs.get(id);
  };
  const waits = async (id: string): Promise<void> => {
    await until(() => logs(id).includes('waits') || status(id) !== 'IN_PROGRESS');
    if (status(id) !== 'IN_PROGRESS') throw new Error(`${id} does not wait: ${logs(id)}`);
  };
  const slipway = async (key: string, ...words: readonly string[]): Promise<string> => {
    const place = ['--catalog', join(work, 'catalog'), '--remote', `file://${remote}`, '--key', key];
    try {
      return (await promisify(execFile)(process.execPath, [slipwayFile, ...words, ...place], { env: cleanVariables() }))
        .stdout;
    } catch (error) {
      const { stdout = '', stderr = '', code } = Object(error);
      throw new Error(`"slipway ${words.join(' ')}" ended with ${code}:\n${stdout}${stderr}`, { cause: error });
    }
  };
  /** What a notification of Argo CD says of the service at the head of the branch. */
  const seen = async (environment: string, health: string, secondsAgo: number): Promise<void> => {
    const now = new Date();
    const since = new Date(now.getTime() - secondsAgo * 1000).toISOString();
    const head = headOf(remote);
    const body = {
      apiVersion: 'gitops.platform/v1',
      event: 'app-state',
      trigger: 'on-health',
      id: `${environment}/${now.toISOString()}`,
      app: `payment-service-${environment}`,
      namespace: 'argocd',
      entity: 'payment-service',
      environment,
      health,
      healthSince: since,
      sync: 'Synced',
      revision: head,
      head,
      operation: { phase: 'Succeeded', startedAt: since, finishedAt: since, revision: head },
      images: [],
      observedAt: now.toISOString(),
    };
    const headers = { authorization: `Bearer ${argocdToken}`, 'content-type': 'application/json' };
    const url = `${controller.url}/webhooks/argocd`;
    const answered = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    expect(answered.status).toBe(202);
    const shown = (): unknown => port.entities.get(`deployment/payment-service-${environment}`)?.properties['status'];
    await until(() => shown() === health);
  };
  return {
    port,
    keys: { dev: made.dev.file, pipeline: made.pipeline.file },
    until,
    status,
    ask,
    ended,
    waits,
    slipway,
    seen,
    answer: async (verb: 'approve' | 'reject', proposal: string, who: string) =>
      await ask(verb, who, { action: `${verb}_change`, entity: null, properties: { proposal } }),
    promote: async (to: string, properties: Readonly<Record<string, unknown>> = {}) =>
      await ask('promote', 'auth0|dev', {
        action: 'promote_deployment',
        entity: { identifier: `payment-service-${to === 'prod' ? 'staging' : 'dev'}`, blueprint: 'deployment' },
        properties: { target_environment: to, ...properties },
      }),
    bump: async (version: string) =>
      await slipway(
        made.dev.file,
        'bump',
        'payment-service',
        '--env',
        'dev',
        '--version',
        version,
        '--digest',
        digestOf(version),
      ),
    overlay: (environment: string) =>
      git(remote, ['show', `main:catalog/services/payment-service/${environment}.yaml`]),
    byHand: async () => {
      git(work, ['pull', '--quiet', '--rebase', remote, 'main']);
      const base = headOf(remote);
      replaceInFile(join(work, 'catalog', 'services', 'mail', 'prod.yaml'), 'v1.0.0', 'v6.6.6');
      synthesize({ catalog: join(work, 'catalog'), out: work });
      git(work, ['commit', '--quiet', '--all', '--message=mail: quickly, nobody will see it']);
      git(work, ['push', '--quiet', remote, 'main']);
      return await Promise.resolve({ base, head: headOf(remote) });
    },
    end: async () => {
      controller.child.kill('SIGTERM');
      await once(controller.child, 'exit');
      await port.stop();
    },
  };
}
