import type { Cluster } from '../harness/cluster';
import { until } from '../harness/until';
import { describeOnCluster } from './on-cluster';
import { PageOnCluster } from './page-on-cluster';
import { readyServices, watchPods } from './watched-pods';

const options = { argocd: true, git: true, reconciliationSeconds: 3600 };

// Each page begins with an empty cluster: all of them make the same catalog.
describeOnCluster('move-a-service.md', options, (cluster) => {
  test('a service moves, and has a ready pod all the time', async () => {
    const page = new PageOnCluster(cluster(), 'move-a-service.md');
    const namespaces = ['dev', 'web-dev'];
    await page.followTo('system: shop');
    expect(await childrenOf(page, 'shop-dev')).toEqual(['web-dev']);

    const seen = await watchPods(cluster().client, ['web'], namespaces, async () => {
      await page.followTo('formerNamespaces: [dev]');
      await until('the old copy to go', async () => {
        const left = await cluster().client.list('apps/v1', 'Deployment', 'dev');
        return left.length === 0 || left.map(({ metadata }) => metadata.name).join(', ');
      });
      await page.followTo('/^formerNamespaces/d');
      await page.followTo('confirm-deletion baseline-dev');
    });

    expect(seen.secondsDown).toEqual({});
    await runs(cluster(), 'web-dev', ['web']);
    await gone(cluster(), 'dev');
  }, 900_000);
});

describeOnCluster('rename-a-service.md', options, (cluster) => {
  test('the new one runs before the old one goes', async () => {
    const page = new PageOnCluster(cluster(), 'rename-a-service.md');
    const namespaces = ['dev', 'staging', 'prod'];
    await page.followTo('app sync site-prod');
    for (const namespace of namespaces) await runs(cluster(), namespace, ['site', 'web']);

    const seen = await watchPods(cluster().client, ['site'], namespaces, async () => {
      await page.followTo('app sync web-prod --prune');
      for (const namespace of namespaces) await runs(cluster(), namespace, ['site']);
      await page.followTo('rm -r catalog/services/web');
    });

    expect(seen).toMatchObject({ secondsDown: {}, replaced: [] });
    expect(await applicationsOf(page, 'web')).toEqual([]);
    expect(await applicationsOf(page, 'site')).toEqual(['site-dev', 'site-prod', 'site-staging']);
  }, 900_000);
});

describeOnCluster('retire.md', options, (cluster) => {
  test('a service and an environment go, and a root comes back', async () => {
    const page = new PageOnCluster(cluster(), 'retire.md');
    await page.followTo('retired: true');
    await runs(cluster(), 'prod', ['web']);
    await page.followTo('app sync web-prod --prune');
    await runs(cluster(), 'prod', []);
    expect(await cluster().client.list('v1', 'Service', 'prod')).toEqual([]);
    await page.followTo('rm catalog/services/web/prod.yaml');
    expect(await applicationsOf(page, 'web')).toEqual(['web-dev', 'web-staging']);

    await page.followTo('confirm-deletion baseline-staging');
    await gone(cluster(), 'staging');
    await page.followTo('kubectl delete appproject');
    await until('nothing of the environment to be left', async () => {
      const kinds = ['Application', 'AppProject'];
      const lists = await Promise.all(
        kinds.map((kind) => cluster().client.list('argoproj.io/v1alpha1', kind, 'argocd', 'env=staging')),
      );
      const left = lists.flat().map(({ kind, metadata }) => `${kind} ${metadata.name}`);
      return left.length === 0 || left.join(', ');
    });

    const seen = await watchPods(cluster().client, ['web'], ['dev'], async () => {
      for (const name of ['bootstrap-dev', 'root-dev'])
        await cluster().client.delete({
          apiVersion: 'argoproj.io/v1alpha1',
          kind: 'Application',
          namespace: 'argocd',
          name,
        });
      await page.followTo('kubectl apply -k argocd/dev/bootstrap');
      await until('its Applications to be there again', async () => {
        const names = await applicationsOf(page, 'web');
        return names.includes('web-dev') || names.join(', ');
      });
    });
    expect(seen).toMatchObject({ secondsDown: {}, replaced: [] });
  }, 900_000);
});

describeOnCluster('freeze-an-environment.md', options, (cluster) => {
  test('a freeze stops a release until it is lifted', async () => {
    const page = new PageOnCluster(cluster(), 'freeze-an-environment.md');
    await page.followTo('freezes:');
    await page.followTo('version: v0.2.0', { isStopped: true });
    const shown = await page.followTo('app get web-dev', { isStopped: true });
    expect(shown).toMatch(/Sync Denied/);
    expect((await page.delivery.application('web-dev')).status.sync?.status).toBe('OutOfSync');
    expect(await imageOfWeb(cluster())).toContain('web:v0.1.0');

    await page.followTo('/^freezes:/d', { isStopped: true });
    await page.delivery.settle(({ metadata }) => metadata.name === 'bootstrap-dev');
    await page.followTo('app get web-dev --refresh', { isStopped: true });
    await page.delivery.settle(({ metadata }) => metadata.name === 'web-dev');
    expect(await imageOfWeb(cluster())).toContain('web:v0.2.0');
  }, 900_000);
});

async function childrenOf(page: PageOnCluster, parent: string): Promise<readonly string[]> {
  const { status } = await page.delivery.application(parent);
  return status.resources.map(({ name }) => name);
}

async function applicationsOf(page: PageOnCluster, service: string): Promise<readonly string[]> {
  const names = (await page.delivery.applications()).map(({ metadata }) => metadata.name);
  return names.filter((name) => name.startsWith(`${service}-`));
}

/** Waits until these services, and no others, have ready pods in a namespace. */
async function runs({ client }: Cluster, namespace: string, services: readonly string[]): Promise<void> {
  await until(`${services.join(', ')} to run in ${namespace}`, async () => {
    const ready = [...(await readyServices(client, [namespace]))].sort();
    return ready.join() === services.join() || ready.join(', ');
  });
}

async function imageOfWeb({ client }: Cluster): Promise<string> {
  return JSON.stringify(await client.get({ apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'dev', name: 'web' }));
}

async function gone({ client }: Cluster, namespace: string): Promise<void> {
  await until(`namespace ${namespace} to be gone`, async () => {
    const found = await client.find({ apiVersion: 'v1', kind: 'Namespace', name: namespace });
    return found === undefined || JSON.stringify(found['status'] ?? {});
  });
}
