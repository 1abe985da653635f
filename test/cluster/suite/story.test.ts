import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { MockPort } from '../../controller/mock-port';
import type { MockRun } from '../../controller/mock-port';
import { argocdToken, webhookSecret } from '../../controller/test-secrets';
import { cleanVariables, slipwayFile } from '../../helpers/run-slipway';
import { describeApplication, isSettled } from '../harness/applications';
import { runArgocd } from '../harness/argocd-cli';
import { render } from '../harness/gitops';
import { until } from '../harness/until';
import { configureNotifications } from './configure-notifications';
import { ControllerProgram } from './controller-program';
import { Delivery } from './delivery';
import { describeOnOwnCluster } from './on-own-cluster';
import { podsByImage } from './pods-by-image';
import { PushedRemote } from './pushed';
import { callOfPort } from './port-calls';
import { replaceInFile, storyCatalog } from './story-catalog';
import { aKeyFile } from './story-people';
import type { KeyFile } from './story-people';

const service = 'payment-service';

describeOnOwnCluster(
  'from a click at the portal to pods, and back',
  { argocd: true, rollouts: true, git: true, notifications: true, reconciliationSeconds: 20, stages: podsByImage },
  (cluster) => {
    const notices: Record<string, unknown>[] = [];
    let keys: Readonly<Record<'controller' | 'pipeline' | 'dev', KeyFile>>;
    let port: MockPort;
    let chat: Server;
    let delivery: Delivery;
    let remote: PushedRemote;
    let controller: ControllerProgram;
    let runs = 0;

    beforeAll(async () => {
      // What is made by the helpers of other tests goes after the first of these.
      const folder = mkdtempSync(join(cluster().folder, 'story-'));
      const made = (name: string): KeyFile => aKeyFile(folder, name);
      keys = { controller: made('controller'), pipeline: made('pipeline'), dev: made('dev') };
      port = await MockPort.start();
      chat = createServer((request, response) => {
        let body = '';
        request.on('data', (piece) => (body += String(piece)));
        request.on('end', () => {
          notices.push(Object(JSON.parse(body)));
          response.writeHead(200).end();
        });
      });
      await new Promise<void>((resolve) => {
        chat.listen(0, '127.0.0.1', resolve);
      });
      const address = chat.address();
      const noticeUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
      const catalog = storyCatalog({
        controller: keys.controller.publicLine,
        pipeline: keys.pipeline.publicLine,
        dev: keys.dev.publicLine,
      });
      delivery = await Delivery.begin(cluster(), catalog);
      remote = new PushedRemote(cluster(), delivery.repository, join(cluster().git?.folder ?? '', 'gitops.git'));
      controller = await ControllerProgram.start({
        folder: mkdtempSync(join(folder, 'controller-')),
        remote: delivery.repository.url,
        portalUrl: port.url,
        noticeUrl,
        key: keys.controller.file,
        words: ['--argocd-url', cluster().argocd ?? ''],
      });
      await configureNotifications(cluster().client, controller.url, argocdToken);
      await delivery.settle(({ metadata }) => metadata.name === 'mail-dev');
      // The namespace of an environment that people sync is there before anything else.
      await runArgocd(cluster(), 'app', 'sync', 'baseline-prod', '--timeout', '90');
    }, 600_000);
    afterAll(async () => {
      await controller?.end();
      await remote?.end();
      await port?.stop();
      chat?.close();
    });

    test('R0-01, R0-23, R0-24: a developer asks for a service, and its first image runs in dev', async () => {
      const run = await ask('create-microservice', 'auth0|dev', {
        action: 'create_microservice',
        entity: null,
        properties: {
          name: service,
          team: 'backend-team',
          language: 'java',
          framework: 'spring-boot',
          template: 'api-service',
          port: 8080,
          database: true,
          redis: false,
          public: true,
        },
      });
      expect(await ended(run)).toMatchObject({ status: 'SUCCESS' });
      await bump('v1.0.0');
      await untilHealthy('dev', 'v1.0.0');

      expect(port.entities.get(`microservice/${service}`)).toMatchObject({
        properties: {
          name: service,
          team: 'backend-team',
          language: 'java',
          framework: 'spring-boot',
          port: 8080,
          status: 'active',
        },
        relations: { team: 'backend-team' },
      });
      await untilShown('dev', { status: 'Healthy', sync_status: 'Synced' });
    });

    test('R0-01, R0-24, R0-25, R2-08: an SRE agrees, and it runs in staging', async () => {
      const run = await promote('staging');
      await untilWaits(run, 'staging');
      expect(await ended(await answer('approve', run, 'auth0|sre-one'))).toMatchObject({ status: 'SUCCESS' });
      expect(await ended(run)).toMatchObject({ status: 'SUCCESS' });
      await untilHealthy('staging', 'v1.0.0');

      expect(notices).toContainEqual(
        expect.objectContaining({ proposal: run, digest: expect.stringMatching(/^sha256:/) }),
      );
      await untilShown('staging', { status: 'Healthy', version: 'v1.0.0', promoted_from: 'dev', auto_sync: true });
    });

    test('R0-01, R0-24, R0-25, R0-28, R2-09, R3-17: two people and a ticket let it into prod, and nothing else is synced there', async () => {
      const run = await promote('prod', { change_ticket: 'CHG-12345', run_tests: true });
      await slipway(keys.dev.file, 'bump', 'mail', '--env', 'dev', '--version', 'v1.1.0', '--digest', digestOf('mail'));
      await tested('v1.0.0');
      await answer('approve', run, 'auth0|sre-one');
      // Whoever asks does not count.
      await answer('approve', run, 'auth0|dev');
      expect(port.runs.get(run)?.status).toBe('IN_PROGRESS');
      await answer('approve', run, 'auth0|sre-two');
      expect(await ended(run)).toMatchObject({ status: 'SUCCESS' });
      await untilHealthy('prod', 'v1.0.0');

      const { status } = await delivery.application(`${service}-prod`);
      expect(status.operationState).toMatchObject({
        phase: 'Succeeded',
        operation: { sync: { revision: commitOf(run) } },
      });
      expect((await delivery.application('mail-prod')).status.history).toEqual([]);
      await untilShown('prod', {
        status: 'Healthy',
        version: 'v1.0.0',
        promoted_from: 'staging',
        change_ticket: 'CHG-12345',
        auto_sync: false,
      });
    });

    test('a pod that becomes ready half a minute after its sync is waited for, and counts as evidence only then', async () => {
      const version = 'v1.1.0-slow';
      await bump(version);
      await untilHealthy('dev', version);
      const staging = await promote('staging');
      await untilWaits(staging, 'staging');
      await answer('approve', staging, 'auth0|sre-one');
      await ended(staging);
      const prod = await promote('prod', { change_ticket: 'CHG-12346', release: version });
      await answer('approve', prod, 'auth0|sre-one');
      await answer('approve', prod, 'auth0|sre-two');
      expect(port.runs.get(prod)?.status).toBe('IN_PROGRESS');
      await ended(prod);
      await untilHealthy('prod', version);

      const ready = await readyAt('staging');
      const committed = Number(remote.git('show', '-s', '--format=%ct', commitOf(prod))) * 1000;
      expect(committed - ready).toBeGreaterThanOrEqual(60_000 - 1000);
    });

    test('R0-26, R0-34, R1-11, R1-12: a bad release is taken back in prod by one person more, and stays back', async () => {
      const run = await ask('rollback', 'auth0|sre-one', {
        action: 'rollback_deployment',
        entity: { identifier: `${service}-prod`, blueprint: 'deployment' },
        properties: {
          target_version: 'v1.0.0',
          reason: 'Critical bug in payment processing',
          hotfix: 'customers cannot pay',
          change_ticket: 'INC-67890',
        },
      });
      await untilWaits(run, 'prod');
      await answer('approve', run, 'auth0|sre-two');
      expect(await ended(run)).toMatchObject({ status: 'SUCCESS' });
      await untilHealthy('prod', 'v1.0.0');

      const again = await promote('prod', { change_ticket: 'CHG-12347', release: 'v1.1.0-slow' });
      expect(await ended(again)).toMatchObject({ status: 'FAILURE', summary: expect.stringContaining('hold') });
      await untilHealthy('prod', 'v1.0.0');
    });

    test('a pod that never becomes ready is no evidence: it is seen at the portal, and does not get further', async () => {
      const version = 'v1.2.0-never';
      await bump(version);
      await until('the new pod to be there', async () => {
        const { pods } = await served('dev');
        return pods.includes(`${version} not ready`) || pods.join(', ');
      });
      await untilShown('dev', { status: 'Progressing', version });

      const run = await promote('staging', { release: version });
      await untilWaits(run, 'staging');
      await answer('reject', run, 'auth0|sre-one');
      expect(await ended(run)).toMatchObject({ status: 'FAILURE' });
      await bump('v1.3.0');
      await untilHealthy('dev', 'v1.3.0');
    });

    test('R0-27: it is scaled for a while', async () => {
      const run = await ask('scale', 'auth0|dev', {
        action: 'scale_resources',
        entity: { identifier: `${service}-dev`, blueprint: 'deployment' },
        properties: {
          replicas: 4,
          until: new Date(Date.now() + 120_000).toISOString(),
          reason: 'Black Friday traffic surge',
        },
      });
      const before = (await served('dev')).pods.length;
      expect(await ended(run)).toMatchObject({ status: 'SUCCESS' });
      await untilPods('dev', 4);
      await untilShown('dev', { replicas: 4 });
      await untilPods('dev', before);
    });

    test('R0-34, R3-14: a commit by hand that the gates forbid is refused by "slipway gate", and found by "slipway audit"', async () => {
      const folder = delivery.repository.folder;
      execFileSync('git', ['pull', '--quiet', '--rebase', 'origin', 'main'], { cwd: folder });
      const base = delivery.repository.head();
      replaceInFile(join(folder, 'catalog', 'services', 'mail', 'prod.yaml'), 'v1.0.0', 'v6.6.6');
      render(delivery.repository);
      const { hash } = delivery.repository.push('mail: quickly, nobody will see it');

      await expect(slipway(keys.dev.file, 'gate', `${base}..${hash}`)).rejects.toThrow(/approvals|ticket/);
      await expect(slipway(keys.dev.file, 'audit')).rejects.toThrow('mail: quickly, nobody will see it');
    });

    test('from the webhook to the commit on the remote', async () => {
      const waits: number[] = [];
      for (let index = 0; index < 30; index++) {
        const began = Date.now();
        const run = await ask('scale', 'auth0|dev', {
          action: 'scale_resources',
          entity: { identifier: 'mail-dev', blueprint: 'deployment' },
          properties: { replicas: 1 + ((index + 1) % 2) },
        });
        await ended(run);
        const commit = commitOf(run);
        const push = remote.pushes().find(({ after }) => after === commit);
        if (push === undefined) throw new Error(`the hook has not seen ${commit}`);
        waits.push(push.at - began);
      }
      const plain = Array.from({ length: 10 }, () => plainPush());

      process.stdout.write(
        `\nfrom the webhook to the commit on the remote: ${spread(waits)}; a plain "git push" beside it: ${spread(plain)}\n`,
      );
      expect(waits).toHaveLength(30);
    });

    test('the portal has refused nothing, and Git has every change', async () => {
      expect(port.refusals()).toEqual([]);
      remote.git('fsck', '--strict');
      for (const [id, { status, link }] of port.runs) {
        if (status === 'SUCCESS' && link !== undefined)
          expect(remote.git('log', '--format=%H', `--grep=^Run-Id: ${id}$`)).toBe(commitOf(id));
      }
    });

    async function promote(to: string, properties: Readonly<Record<string, unknown>> = {}): Promise<string> {
      const from = to === 'prod' ? 'staging' : 'dev';
      return await ask('promote', 'auth0|dev', {
        action: 'promote_deployment',
        entity: { identifier: `${service}-${from}`, blueprint: 'deployment' },
        properties: { target_environment: to, ...properties },
      });
    }

    /** @returns its run, when the answer has been taken */
    async function answer(verb: 'approve' | 'reject', proposal: string, by: string): Promise<string> {
      await untilWaits(proposal, '');
      const run = await ask(verb, by, { action: `${verb}_change`, entity: null, properties: { proposal } });
      await ended(run);
      return run;
    }

    async function untilWaits(run: string, words: string): Promise<void> {
      await until(`${run} to wait`, async () => {
        const { logs, status } = port.runs.get(run) ?? { logs: [], status: 'unknown' };
        const waits = logs.some((line) => line.startsWith('waits') && line.includes(words));
        if (status === 'FAILURE') throw new Error(`${run} was refused: ${logs.join('\n')}`);
        return waits || status === 'SUCCESS' || `${status}: ${logs.join('\n')}`;
      });
    }

    /** What a pipeline tells after its tests. */
    async function tested(version: string): Promise<void> {
      const words = [
        '--version',
        version,
        '--digest',
        digestOf(version),
        '--env',
        'staging',
        '--name',
        'integration',
        '--passed',
      ];
      await slipway(keys.pipeline.file, 'evidence', service, ...words);
    }

    function commitOf(run: string): string {
      return String(port.runs.get(run)?.link).split('/').at(-1) ?? '';
    }

    async function untilPods(environment: string, count: number): Promise<void> {
      await until(
        `${count} pods in ${environment}`,
        async () => {
          const { pods } = await served(environment);
          return (pods.length === count && pods.every((pod) => pod.endsWith(' ready'))) || pods.join(', ');
        },
        300,
      );
    }

    /** When the last pod became ready, in milliseconds since 1970. */
    async function readyAt(environment: string): Promise<number> {
      const pods = await cluster().client.list('v1', 'Pod', environment, `app.kubernetes.io/name=${service}`);
      const times = pods.flatMap((pod) => {
        const conditions: readonly { type: string; lastTransitionTime: string }[] = Object(pod).status.conditions ?? [];
        return conditions.filter(({ type }) => type === 'Ready').map((one) => Date.parse(one.lastTransitionTime));
      });
      return Math.max(...times);
    }

    /** Milliseconds from the start of a push by the system's git to the hook. */
    function plainPush(): number {
      const folder = delivery.repository.folder;
      execFileSync('git', ['pull', '--quiet', '--rebase', 'origin', 'main'], { cwd: folder });
      const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgSign=false'];
      execFileSync('git', [...identity, 'commit', '--quiet', '--allow-empty', '--message', 'nothing'], { cwd: folder });
      const began = Date.now();
      execFileSync('git', ['push', '--quiet', delivery.repository.url, 'main'], { cwd: folder });
      return (remote.pushes().at(-1)?.at ?? 0) - began;
    }

    /** Starts a run at the portal, which calls the controller. */
    async function ask(path: string, by: string, body: object): Promise<string> {
      const id = `r_${String(++runs).padStart(3, '0')}`;
      port.addRun(id, { createdBy: by });
      const answer = await callOfPort(
        controller.url,
        path,
        { ...body, context: { runId: id, userEmail: 'somebody@company.com' } },
        webhookSecret,
      );
      expect(answer).toBe(202);
      return id;
    }

    /** Waits for the end of a run: a soak of a minute begins when the last pod is ready. */
    async function ended(id: string): Promise<MockRun> {
      return await until(
        `the run ${id} to end`,
        async () => {
          const run = port.runs.get(id);
          return run !== undefined && run.status !== 'IN_PROGRESS' ? run : (run?.logs.join('\n') ?? 'it is unknown');
        },
        400,
      );
    }

    /** What a pipeline does after its build. */
    async function bump(version: string): Promise<void> {
      await slipway(
        keys.dev.file,
        'bump',
        service,
        '--env',
        'dev',
        '--version',
        version,
        '--digest',
        digestOf(version),
      );
    }

    async function slipway(key: string, ...words: readonly string[]): Promise<string> {
      const catalog = join(delivery.repository.folder, 'catalog');
      const all = [slipwayFile, ...words, '--catalog', catalog, '--remote', delivery.repository.url, '--key', key];
      try {
        return (await promisify(execFile)(process.execPath, all, { env: cleanVariables() })).stdout;
      } catch (error) {
        const { stdout = '', stderr = '', code } = Object(error);
        throw new Error(`"slipway ${words.join(' ')}" ended with ${code}:\n${stdout}${stderr}`, { cause: error });
      }
    }

    /** Waits until the API server has ready pods of a version, and of no other, below an Application that is well. */
    async function untilHealthy(environment: string, version: string, seconds = 180): Promise<void> {
      await until(
        `${service} ${version} in ${environment}`,
        async () => {
          const application = (await delivery.applications()).find(
            ({ metadata }) => metadata.name === `${service}-${environment}`,
          );
          if (application === undefined) return 'there is no Application';
          const { pods } = await served(environment);
          const isMeant = pods.length > 0 && pods.every((pod) => pod === `${version} ready`);
          return (isMeant && isSettled(application)) || `${describeApplication(application)}\n${pods.join(', ')}`;
        },
        seconds,
      );
    }

    async function served(environment: string): Promise<{ readonly pods: readonly string[] }> {
      const selector = `app.kubernetes.io/name=${service}`;
      const pods = await cluster().client.list('v1', 'Pod', environment, selector);
      return { pods: pods.map((pod) => stateOf(pod)) };
    }

    async function untilShown(environment: string, properties: Readonly<Record<string, unknown>>): Promise<void> {
      await until(`the portal to show ${JSON.stringify(properties)}`, async () => {
        const shown = port.entities.get(`deployment/${service}-${environment}`)?.properties ?? {};
        const isShown = Object.entries(properties).every(([name, value]) => shown[name] === value);
        return isShown || JSON.stringify(shown);
      });
    }
  },
);

function digestOf(version: string): string {
  return `sha256:${Buffer.from(version).toString('hex').padEnd(64, '0').slice(0, 64)}`;
}

/** Of milliseconds: `median 210, p95 430 ms`. */
function spread(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (part: number): number | undefined =>
    sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)];
  return `median ${at(0.5)}, p95 ${at(0.95)} ms`;
}

/** `v1.0.0 ready` */
function stateOf(pod: object): string {
  const { spec, status } = Object(pod);
  const [container] = spec.containers;
  const version = /:([^:@]+)@/.exec(container.image)?.[1];
  const conditions: readonly { type: string; status: string }[] = status.conditions ?? [];
  const isReady = conditions.some((one) => one.type === 'Ready' && one.status === 'True');
  return `${version} ${isReady ? 'ready' : 'not ready'}`;
}
