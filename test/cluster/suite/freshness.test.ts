import { createHmac } from 'node:crypto';
import { join } from 'node:path';

import { credentials } from '../../../stacks/argocd/credentials';
import { webhookReferences } from '../../../stacks/argocd/git-webhook';
import { ArgoCdSettings } from '../../../stacks/settings/argocd';
import { aCatalogFolder, overlayYaml, serviceYaml } from '../../helpers/a-catalog';
import { pushEvent } from '../harness/announce';
import { describeApplication } from '../harness/applications';
import { edit, render } from '../harness/gitops';
import type { Commit } from '../harness/git-repository';
import { KubeObject } from '../harness/kube-client';
import { until } from '../harness/until';
import { Delivery } from './delivery';
import { describeOnOwnCluster } from './on-own-cluster';
import { onThisMachine } from '../harness/on-this-machine';

const reconciliationSeconds = 15;
const secret = 'what only Git and Argo CD know';

// Argo CD reads both Secrets as the platform makes them.
describeOnOwnCluster('Argo CD hears of a commit', { argocd: true, git: true, reconciliationSeconds }, (cluster) => {
  let delivery: Delivery;
  beforeAll(async () => {
    const settings = ArgoCdSettings.parse({ webhook: { provider: 'github' } });
    for (const { secret: name, keys, labels } of credentials(settings, '')) {
      const stringData = Object.fromEntries(keys.map((key) => [key, secret]));
      const metadata = { name, namespace: 'argocd', labels };
      await cluster().client.apply(KubeObject.parse({ apiVersion: 'v1', kind: 'Secret', metadata, stringData }));
    }
    await cluster().client.patch(
      { apiVersion: 'v1', kind: 'Secret', namespace: 'argocd', name: 'argocd-secret' },
      { stringData: settings.webhook === undefined ? {} : webhookReferences(settings.webhook) },
    );
    const catalog = aCatalogFolder({
      'services/api/service.yaml': serviceYaml,
      'services/api/dev.yaml': overlayYaml,
      'services/api/prod.yaml': overlayYaml,
    });
    delivery = await Delivery.begin(cluster(), catalog);
    await delivery.settle(() => true, { atLeast: 8 });
    await until('the server to know the secret', async () => {
      const { status } = await tell('ping', {}, 'another secret').catch(() => ({ status: 0 }));
      return status === 400 || `it answers ${status}`;
    });
  }, 900_000);

  test('R1-07: a webhook that is not signed with the secret is refused', async () => {
    const commit = await release('v1.0.1');

    const { status } = await tell('push', pushEvent(delivery.repository, commit), 'a guess');

    expect(status).toBe(400);
    expect(refreshed()).toEqual([]);
    await untilRunning('v1.0.1');
  });

  test('one overlay refreshes one Application of a service, and the few that make others', async () => {
    const began = Date.now();
    const commit = await release('v1.1.0');

    const { status } = await tell('push', pushEvent(delivery.repository, commit), secret);

    expect(status).toBe(200);
    await untilRunning('v1.1.0');
    print('from push to Synced, by webhook', began);
    expect(commit.files).toEqual(['catalog/services/web/dev.yaml', 'services/web/overlays/dev/deployment.yaml']);
    // Files go from the folder of one parent to that of another, so each of these looks at every commit.
    const isParent = (name: string): boolean => /^(?:bootstrap|root|baseline)-/.test(name);
    expect(refreshed().filter((name) => !isParent(name))).toEqual(['web-dev']);
  });

  test('R1-07: a commit that nobody tells of is found in twice the timeout', async () => {
    const began = Date.now();
    await release('v1.2.0');

    await untilRunning('v1.2.0');

    print(`from push to Synced, by looking every ${reconciliationSeconds} s`, began);
    // The cache of the repo server, the next look, and the sync itself.
    expect((Date.now() - began) / 1000).toBeLessThan(2 * reconciliationSeconds + onThisMachine(20));
  });

  async function release(version: string): Promise<Commit> {
    const { folder } = delivery.repository;
    edit(join(folder, 'catalog/services/web/dev.yaml'), [[['release', 'version'], version]]);
    render(delivery.repository);
    return delivery.repository.push(`web ${version}`);
  }

  /** Sends a webhook as GitHub does, signed (GitHub, "Validating webhook deliveries"). */
  async function tell(event: string, content: object, key: string): Promise<Response> {
    const body = JSON.stringify(content);
    const signature = createHmac('sha256', key).update(body).digest('hex');
    return fetch(`${cluster().argocd}/api/webhook`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-github-event': event,
        'x-hub-signature-256': `sha256=${signature}`,
      },
      body,
    });
  }

  /** Applications that a webhook had compared, as the server says. */
  function refreshed(): readonly string[] {
    return [
      ...cluster()
        .log('argocd-server')
        .matchAll(/refreshing app '([^']+)' from webhook/g),
    ].map(([, name = '']) => name);
  }

  async function untilRunning(version: string): Promise<void> {
    const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'dev', name: 'web' };
    await until(
      `web ${version}`,
      async () => {
        const { spec } = await cluster().client.get(deployment);
        const application = await delivery.application('web-dev');
        const isThere = JSON.stringify(spec).includes(`:${version}"`) && application.status.sync?.status === 'Synced';
        return isThere || describeApplication(application);
      },
      180,
      200,
    );
  }
});

function print(what: string, began: number): void {
  process.stdout.write(`\n${what.padEnd(44)}${((Date.now() - began) / 1000).toFixed(1)} s\n`);
}
