import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { exportScript } from '../../../stacks/backup/backup-script';
import { argocdNamespace, startArgoCd } from '../harness/argo-cd';
import { KubeObject, refOf } from '../harness/kube-client';
import type { KubeRef } from '../harness/kube-client';
import { programFile } from '../harness/program-file';
import { until } from '../harness/until';
import { argocdPeople } from './argocd-people';
import { Delivery } from './delivery';
import { client as service, theGameIn } from './game-catalog';
import { describeOnOwnCluster } from './on-own-cluster';
import { commandsOf, runCommand } from './page-commands';
import { removeNamespaces } from './remove-namespaces';

const reconciliationSeconds = 20;
/** The Application of the service, the baseline, the root and the bootstrap. */
const applicationCount = 4;
const byHand = 'by-hand';

const configMap: KubeRef = { apiVersion: 'v1', kind: 'ConfigMap', namespace: argocdNamespace, name: 'argocd-cm' };
const secret = (name: string): KubeRef => ({ apiVersion: 'v1', kind: 'Secret', namespace: argocdNamespace, name });

// Each test goes on where the one before it ended.
describeOnOwnCluster(
  'a cluster that loses its Argo CD',
  { argocd: true, git: true, signIn: true, reconciliationSeconds },
  (cluster) => {
    let backup: string;
    let delivery: Delivery;
    let token = '';
    let pods: readonly string[] = [];

    beforeAll(async () => {
      backup = mkdtempSync(join(cluster().folder, 'backup-'));
      delivery = await Delivery.begin(cluster(), theGameIn('dev', [service]));
      await delivery.settle(() => true, { atLeast: applicationCount });
      token =
        (await argocdPeople(cluster(), [{ name: 'alice', rights: ['applications, get, */*'] }])).get('alice') ?? '';
      await actByHand();
      await delivery.settle(({ metadata }) => metadata.name === byHand);
      pods = await podsOfService();
    });

    test('the command of the nightly backup exports what Argo CD keeps', async () => {
      const exported = exportScript(argocdNamespace)
        .split('\n')
        .filter((line) => /^(argocd admin export|grep) /.test(line))
        .map((line) => line.replaceAll('/tmp/export.yaml', 'export.yaml'));

      await runCommand(cluster(), ['set -e', `cd ${backup}`, ...exported].join('\n'));

      expect(exported).toHaveLength(2);
      expect(await answerTo(token)).toBe(200);
    });

    test('R2-24: an Argo CD that is installed anew has from Git what is in Git, and knows nobody', async () => {
      await loseArgoCd();
      const left = (await cluster().client.list('v1', 'Namespace')).map(({ metadata }) => metadata.name);

      await installArgoCd();
      await delivery.bootstrap('dev');
      await delivery.settle(() => true, { atLeast: applicationCount });

      expect(left).not.toContain(argocdNamespace);
      expect(await answerTo(token)).toBe(401);
      for (const ref of [secret(byHand), applicationByHand]) expect(await cluster().client.find(ref)).toBeUndefined();
    });

    test('R2-24: the export that the runbook imports brings back what Git does not have: keys, accounts, credentials, settings, Applications', async () => {
      const commands = commandsOf('disaster-recovery.md', 'Restore the export').filter((line) =>
        line.startsWith('argocd admin import '),
      );
      const said: string[] = [];
      for (const command of commands) said.push(await runCommand(cluster(), `cd ${backup} && ${command}`));

      expect(commands).toEqual([
        'argocd admin import --namespace argocd --dry-run export.yaml',
        'argocd admin import --namespace argocd export.yaml',
      ]);
      expect(said.join('\n')).toMatch(/Application by-hand .*created/);
      expect((await cluster().client.get(secret(byHand)))['data']).toEqual({ password: base64('of-the-forge') });
      expect((await cluster().client.get(configMap))['data']).toMatchObject({ 'ui.bannercontent': byHand });
      // The token was signed with a key that only the lost Argo CD had.
      await until('the token of before', async () => {
        const status = await answerTo(token);
        return status === 200 || `Argo CD answers ${status}`;
      });
      await expect(delivery.settle(() => true, { atLeast: applicationCount + 1 })).resolves.toHaveLength(
        applicationCount + 1,
      );
    });

    test('R2-24: what runs has not noticed, and a commit is applied as before', async () => {
      expect(await podsOfService()).toEqual(pods);

      writeFileSync(join(delivery.repository.folder, byHand, 'config-map.yaml'), JSON.stringify(aConfigMap('after')));
      await delivery.push('After the disaster');

      const applied = until('the commit to be applied', async () => {
        const { data } = Object(await cluster().client.get(refOf(aConfigMap('after'))));
        return data.when === 'after' || JSON.stringify(data);
      });
      await expect(applied).resolves.toBe(true);
    });

    const applicationByHand: KubeRef = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      namespace: argocdNamespace,
      name: byHand,
    };

    /** A credential, a setting and an Application that no catalog knows of. */
    async function actByHand(): Promise<void> {
      const { client } = cluster();
      await client.apply(
        KubeObject.parse({
          apiVersion: 'v1',
          kind: 'Secret',
          metadata: {
            name: byHand,
            namespace: argocdNamespace,
            labels: { 'argocd.argoproj.io/secret-type': 'repo-creds' },
          },
          data: { password: base64('of-the-forge') },
        }),
      );
      await client.patch(configMap, { data: { 'ui.bannercontent': byHand } });
      mkdirSync(join(delivery.repository.folder, byHand));
      writeFileSync(join(delivery.repository.folder, byHand, 'config-map.yaml'), JSON.stringify(aConfigMap('before')));
      await delivery.push('What somebody has beside the catalog');
      await client.apply(
        KubeObject.parse({
          apiVersion: applicationByHand.apiVersion,
          kind: applicationByHand.kind,
          metadata: { name: byHand, namespace: argocdNamespace },
          spec: {
            project: 'default',
            source: { repoURL: delivery.repository.url, path: byHand, targetRevision: 'main' },
            destination: { server: 'https://kubernetes.default.svc', namespace: 'default' },
            syncPolicy: { automated: {} },
          },
        }),
      );
    }

    /** Programs, objects and namespace. Nobody is left who would let Applications go. */
    async function loseArgoCd(): Promise<void> {
      const ofArgoCd = cluster().processes.filter(({ name }) => name === 'redis' || name.startsWith('argocd-'));
      for (const { pid } of ofArgoCd) process.kill(pid);
      await until('Argo CD to end', async () => {
        const running = ofArgoCd.filter(({ pid }) => isRunning(pid)).map(({ name }) => name);
        return Promise.resolve(running.length === 0 || running.join(', '));
      });
      for (const application of await delivery.applications()) {
        await cluster().client.patch(refOf(KubeObject.parse(application)), { metadata: { finalizers: null } });
      }
      await removeNamespaces(cluster().client, [argocdNamespace]);
    }

    /** What "pulumi up" does on a cluster: an Argo CD with its settings, and nothing that anybody has added since. */
    async function installArgoCd(): Promise<void> {
      const port = Number(new URL(cluster().argocd ?? '').port);
      await cluster().startMore((processes, controlPlane) =>
        startArgoCd(processes, programFile, controlPlane, cluster().client, {
          port,
          reconciliationSeconds,
          notifications: false,
          signIn: true,
        }),
      );
    }

    /** What Argo CD answers to somebody who wants to see the Applications. */
    async function answerTo(bearer: string): Promise<number> {
      const { status } = await fetch(`${cluster().argocd}/api/v1/applications`, {
        headers: { authorization: `Bearer ${bearer}` },
      });
      return status;
    }

    async function podsOfService(): Promise<readonly string[]> {
      const found = await cluster().client.list('v1', 'Pod', 'dev', `app=${service}`);
      return found.map(({ metadata }) => metadata.uid ?? '').sort();
    }
  },
);

function aConfigMap(when: string): KubeObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: byHand, namespace: 'default' }, data: { when } };
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
