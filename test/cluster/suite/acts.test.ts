import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';

import * as z from 'zod';

import { MockPort } from '../../controller/mock-port';
import { cleanVariables, slipwayFile } from '../../helpers/run-slipway';
import { runArgocd } from '../harness/argocd-cli';
import { until } from '../harness/until';
import { argocdPeople } from './argocd-people';
import { ControllerProgram } from './controller-program';
import { Delivery } from './delivery';
import { describeOnOwnCluster } from './on-own-cluster';
import { PushedRemote } from './pushed';
import { replaceInFile, storyCatalog } from './story-catalog';
import { aKeyFile } from './story-people';

const History = z.object({
  acts: z.array(
    z.object({
      application: z.string(),
      environment: z.string(),
      by: z.string(),
      what: z.string(),
      isProved: z.boolean(),
    }),
  ),
});
type ShownAct = z.infer<typeof History>['acts'][number];

const rollout = 'on resource argoproj.io/Rollout/mail';
const everything = ['applications, *, */*'];
/** What `stacks/` gives it. */
const rightsOfController = ['applications, get, */*', 'applications, sync, */mail-prod'];

describeOnOwnCluster(
  'what people do in Argo CD by hand',
  { argocd: true, rollouts: true, git: true, signIn: true, reconciliationSeconds: 20 },
  (cluster) => {
    const notices: string[] = [];
    let tokens: ReadonlyMap<string, string>;
    let port: MockPort;
    let chat: Server;
    let delivery: Delivery;
    let remote: PushedRemote;
    let controller: ControllerProgram;

    beforeAll(async () => {
      const folder = mkdtempSync(join(cluster().folder, 'acts-'));
      const [key, other] = [aKeyFile(folder, 'controller'), aKeyFile(folder, 'other')];
      tokens = await argocdPeople(cluster(), [
        { name: 'alice', rights: everything },
        { name: 'bob', rights: everything },
        { name: 'slipway-controller', rights: rightsOfController },
      ]);
      port = await MockPort.start();
      chat = createServer((request, response) => {
        let body = '';
        request.on('data', (piece) => (body += String(piece)));
        request.on('end', () => {
          notices.push(String(Object(JSON.parse(body)).text));
          response.writeHead(200).end();
        });
      });
      await new Promise<void>((resolve) => {
        chat.listen(0, '127.0.0.1', resolve);
      });
      const address = chat.address();
      const keys = { controller: key.publicLine, pipeline: other.publicLine, dev: other.publicLine };
      const catalog = storyCatalog(keys);
      writeFileSync(
        join(catalog, 'services/mail/staging.yaml'),
        `release: { version: v1.0.0 }
scale: { owner: fixed, replicas: 2 }
rollout: { strategy: canary, steps: [{ setWeight: 50 }, { pause: {} }, { setWeight: 100 }] }
`,
      );
      delivery = await Delivery.begin(cluster(), catalog);
      remote = new PushedRemote(cluster(), delivery.repository, join(cluster().git?.folder ?? '', 'gitops.git'));
      await delivery.settle(({ metadata }) => metadata.name === 'mail-staging');
      controller = await ControllerProgram.start({
        folder: mkdtempSync(join(folder, 'program-')),
        remote: delivery.repository.url,
        portalUrl: port.url,
        noticeUrl: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
        key: key.file,
        argocdApiToken: tokenOf('slipway-controller'),
        words: ['--argocd-url', cluster().argocd ?? ''],
      });
    }, 600_000);
    afterAll(async () => {
      await controller?.end();
      await remote?.end();
      await port?.stop();
      chat?.close();
    });

    test('R2-04: who aborted a canary and who promoted it is told, and is in Git', async () => {
      await release('v1.1.0');
      await untilRollout('Paused');
      await as('alice', 'actions', 'run', 'mail-staging', 'abort', '--kind', 'Rollout', '--resource-name', 'mail');
      await untilRollout('Degraded');
      await as('bob', 'actions', 'run', 'mail-staging', 'retry', '--kind', 'Rollout', '--resource-name', 'mail');
      await untilRollout('Paused');
      await as('bob', 'actions', 'run', 'mail-staging', 'promote-full', '--kind', 'Rollout', '--resource-name', 'mail');
      await untilRollout('Healthy');

      const shown = await untilKept('staging', 3);
      const [promoted, retried, aborted] = ['promote-full', 'retry', 'abort'].map(
        (one) => `ran action ${one} ${rollout}`,
      );
      expect(shown.map(({ by, what }) => [by, what])).toEqual([
        ['bob', promoted],
        ['bob', retried],
        ['alice', aborted],
      ]);
      expect(shown.every(({ isProved, application }) => isProved && application === 'mail-staging')).toBe(true);
      expect(notices).toContainEqual(expect.stringContaining(`alice ${aborted}; mail in staging`));
      expect(controller.log).toContainEqual(
        expect.objectContaining({ event: 'act.seen', by: 'bob', what: promoted, environment: 'staging' }),
      );
      expect(await slipway('why', 'mail', 'staging')).toContain(`alice ${aborted}`);
    });

    test('R2-04: who synced is told, and who rolled back; what the account of the controller has begun is not', async () => {
      await as('alice', 'sync', 'baseline-prod', '--timeout', '90');
      await as('alice', 'sync', 'mail-prod', '--timeout', '90');
      await as('slipway-controller', 'sync', 'mail-prod', '--timeout', '90');
      await as('bob', 'rollback', 'mail-prod', '0', '--timeout', '90');
      const shown = await untilKept('prod', 3);
      const { status } = await delivery.application('mail-prod');

      // The sync of a rollback is one, too.
      expect(shown.map(({ by, what }) => `${by} ${what}`).toSorted((one, other) => one.localeCompare(other))).toEqual([
        'alice began a sync',
        'bob began a sync',
        'bob initiated rollback to 0',
      ]);
      expect(JSON.stringify(status.history)).toContain('"username":"slipway-controller"');
    });

    test('who deletes an object in Argo CD is told, too', async () => {
      await as('alice', 'delete-resource', 'mail-staging', '--kind', 'Service', '--resource-name', 'mail');

      const [newest] = await untilKept('staging', 4);
      expect(newest).toMatchObject({ by: 'alice', what: "deleted resource /Service 'mail'" });
    });

    function tokenOf(name: string): string {
      const token = tokens.get(name);
      if (token === undefined) throw new Error(`there is no account ${name}`);
      return token;
    }

    /** Does it in Argo CD as somebody with an account. */
    async function as(name: string, ...words: readonly string[]): Promise<void> {
      await runArgocd(cluster(), 'app', ...words, '--auth-token', tokenOf(name));
    }

    async function release(version: string): Promise<void> {
      const file = join(delivery.repository.folder, 'catalog/services/mail/staging.yaml');
      replaceInFile(file, 'version: v1.0.0', `version: ${version}`);
      await delivery.commit(`mail ${version}`);
    }

    async function untilRollout(phase: string): Promise<void> {
      await until(`mail to be ${phase}`, async () => {
        const ref = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', namespace: 'staging', name: 'mail' };
        const { status } = z
          .looseObject({ status: z.looseObject({ phase: z.string().default(''), message: z.string().default('') }) })
          .parse(await cluster().client.get(ref));
        return status.phase === phase || `${status.phase} ${status.message}`;
      });
    }

    /** Waits until so many acts are in Git, as whoever has a clone sees them; newest first. */
    async function untilKept(environment: string, count: number): Promise<readonly ShownAct[]> {
      return await until(`${count} acts in ${environment}`, async () => {
        const { acts } = History.parse(JSON.parse(await slipway('history', 'mail', environment, '--json')));
        return acts.length >= count ? acts : JSON.stringify(acts);
      });
    }

    async function slipway(...words: readonly string[]): Promise<string> {
      const catalog = join(delivery.repository.folder, 'catalog');
      const all = [slipwayFile, ...words, '--catalog', catalog, '--remote', delivery.repository.url];
      return (await promisify(execFile)(process.execPath, all, { env: cleanVariables() })).stdout;
    }
  },
);
