import { join } from 'node:path';

import { checkForeignFields } from '../../../stacks/doctor/checks/fields';
import { Discovery } from '../../../stacks/doctor/discovery';
import { KubernetesApi } from '../../../stacks/doctor/kubernetes-api';
import { aCatalogFolder, environmentYaml } from '../../helpers/a-catalog';
import { runSlipway } from '../../helpers/run-slipway';
import { applicationRef, describeApplication, isSettled, refresh, sync } from '../harness/applications';
import { edit } from '../harness/gitops';
import { until } from '../harness/until';
import { Delivery } from './delivery';
import { describeOnOwnCluster } from './on-own-cluster';
import { commandsOf, runCommand } from './page-commands';

const page = 'sync-production.md';

describeOnOwnCluster(
  'a person syncs production',
  { argocd: true, git: true, reconciliationSeconds: 3600 },
  (cluster) => {
    let delivery: Delivery;
    beforeAll(async () => {
      const catalog = aCatalogFolder({
        'environments/prod.yaml': environmentYaml.replace('mode: automatic', 'mode: manual'),
      });
      delivery = await Delivery.begin(cluster(), catalog);
      await until('web-prod to be there', async () => (await find('web-prod')) ?? 'it is not');
    }, 900_000);

    test('a service that is synced before its namespace is there makes none', async () => {
      await sync(cluster().client, 'web-prod');
      const { message } = await until('the sync to fail', async () => {
        const application = await delivery.application('web-prod');
        const { phase, message = '' } = application.status.operationState ?? {};
        return phase === 'Failed' ? { message } : describeApplication(application);
      });

      expect(message).toContain('namespaces "prod" not found');
      expect(await cluster().client.find({ apiVersion: 'v1', kind: 'Namespace', name: 'prod' })).toBeUndefined();
    });

    test('what the page says, in its order, brings everything that waits', async () => {
      for (const command of commandsOf(page, 'Everything that waits')) await run(command);

      const settled = await delivery.settle(({ metadata }) => metadata.labels?.['env'] === 'prod', { atLeast: 3 });
      expect(settled.map(({ metadata }) => metadata.name)).toEqual(
        expect.arrayContaining(['baseline-prod', 'root-prod', 'web-prod']),
      );
      const { metadata } = await cluster().client.get({ apiVersion: 'v1', kind: 'Namespace', name: 'prod' });
      expect(metadata.labels).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'restricted' });
      const bounds = [
        ...(await cluster().client.list('v1', 'ResourceQuota', 'prod')),
        ...(await cluster().client.list('networking.k8s.io/v1', 'NetworkPolicy', 'prod')),
      ];
      expect(bounds.map((one) => one.metadata.name)).toEqual(expect.arrayContaining(['prod', 'default-deny']));
    });

    test('one service is synced alone', async () => {
      edit(join(delivery.repository.folder, 'catalog/services/web/prod.yaml'), [[['release', 'version'], 'v1.1.0']]);
      await delivery.commit('web v1.1.0 in prod');
      await until('web-prod to wait', async () => {
        const { status } = await delivery.application('web-prod');
        return status.sync?.status === 'OutOfSync' || describeApplication(await delivery.application('web-prod'));
      });

      for (const command of commandsOf(page, 'One service')) await run(command);

      const [application] = await delivery.settle(({ metadata }) => metadata.name === 'web-prod');
      expect(application !== undefined && isSettled(application)).toBe(true);
    });

    test('one command does the same: what waits is said, and brought', async () => {
      edit(join(delivery.repository.folder, 'catalog/services/web/prod.yaml'), [[['release', 'version'], 'v1.2.0']]);
      await delivery.commit('web v1.2.0 in prod');

      const look = slipwaySync('prod', '--dry-run');
      expect(look.stdout.split('\n')).toEqual(
        expect.arrayContaining(['✓ baseline-prod is as Git says', '! web-prod waits', '    differs: Deployment web']),
      );
      expect(look.exitCode).toBe(0);

      const { stdout, stderr, exitCode } = slipwaySync('prod');
      expect({ stdout, stderr, exitCode }).toMatchObject({
        stdout: expect.stringMatching(
          new RegExp(
            `^✓ baseline-prod is as Git says\n✓ web-prod is synced at ${delivery.repository.head().slice(0, 12)}, Healthy\n$`,
          ),
        ),
        exitCode: 0,
      });
      const { spec } = await cluster().client.get({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        name: 'web',
        namespace: 'prod',
      });
      expect(JSON.stringify(spec)).toContain(':v1.2.0');
    });

    test('Argo CD does not see what somebody adds, and the doctor does', async () => {
      const foreign = (): ReturnType<typeof checkForeignFields> => {
        const { hostname, port } = new URL(cluster().client.server);
        const api = new KubernetesApi({ host: hostname, port: Number(port) });
        return checkForeignFields(api, new Discovery(api));
      };
      expect(await foreign()).toEqual([]);

      await runCommand(cluster(), 'kubectl set env deployment/web BY_HAND=1 -n prod');
      await runCommand(cluster(), 'kubectl label deployment/web by-hand=yes -n prod');
      // Neither does the API server's own comparison: it asks what would become of what is there.
      for (const comparison of ['ServerSideDiff=false', 'ServerSideDiff=true']) {
        const annotations = { 'argocd.argoproj.io/compare-options': comparison };
        await cluster().client.patch(applicationRef('web-prod'), { metadata: { annotations } });
        await refresh(cluster().client, 'web-prod', 'hard');
        await until('Argo CD to look', async () => {
          const { metadata } = await delivery.application('web-prod');
          return metadata.annotations?.['argocd.argoproj.io/refresh'] === undefined || 'it has not';
        });

        expect((await delivery.application('web-prod')).status.sync?.status).toBe('Synced');
      }
      const what = (await foreign()).map((finding) => finding.what);
      expect(what).toHaveLength(2);
      expect(what).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^Deployment prod\/web has what Git does not, by kubectl-\S+: .*BY_HAND/),
          expect.stringContaining('metadata.labels.by-hand'),
        ]),
      );

      const undo = commandsOf(page, 'What Argo CD does not see').filter((command) => command.startsWith('kubectl'));
      for (const command of undo) await runCommand(cluster(), command);
      expect(await foreign()).toEqual([]);
    });

    async function find(name: string) {
      return (await delivery.applications()).find(({ metadata }) => metadata.name === name);
    }

    /** As somebody runs it who is signed in, in a checkout of the repository. */
    function slipwaySync(...words: readonly string[]) {
      // This Argo CD takes any token.
      const variables = { ARGOCD_SERVER: cluster().argocd ?? '', ARGOCD_AUTH_TOKEN: 'any' };
      return runSlipway(['sync', ...words], { workingDirectory: delivery.repository.folder, variables });
    }

    /** `argocd app diff` says by 1 that there is a difference. */
    async function run(command: string): Promise<void> {
      await runCommand(cluster(), command.startsWith('argocd app diff') ? `${command} || test $? = 1` : command);
    }
  },
);
