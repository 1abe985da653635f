import { join } from 'node:path';

import { describeApplication, isSettled } from '../harness/applications';
import { edit } from '../harness/gitops';
import { until } from '../harness/until';
import { argocd } from './argocd-command';
import { Delivery } from './delivery';
import { catalogOf, environmentWith, overlay, platformWith, serviceIn, writeCatalog } from './moving-catalog';
import type { CatalogFiles } from './moving-catalog';
import { describeOnCluster } from './on-cluster';
import { readyServices, watchPods } from './watched-pods';

const retired = `${overlay}retired: true\n`;

/** What a service has: no kind that somebody else makes of it. */
const kinds = [
  ['apps/v1', 'Deployment'],
  ['v1', 'Service'],
  ['v1', 'ServiceAccount'],
  ['networking.k8s.io/v1', 'NetworkPolicy'],
  ['policy/v1', 'PodDisruptionBudget'],
] as const;

const catalog: CatalogFiles = {
  'platform.yaml': platformWith('systems: { shop: { delivery: app-of-apps } }\n'),
  'environments/dev.yaml': environmentWith('automatic'),
  'environments/prod.yaml': environmentWith('manual'),
  'environments/old.yaml': environmentWith('manual'),
  'environments/test.yaml': environmentWith('automatic'),
  ...service('web', ['dev', 'prod', 'old', 'test']),
  ...service('api', ['dev', 'prod']),
  ...service('cart', ['dev'], 'shop'),
};

const options = { argocd: true, git: true, reconciliationSeconds: 3600 };

// Each test goes on where the one before it ended.
describeOnCluster('What is retired leaves nothing behind', options, (cluster) => {
  let delivery: Delivery;
  beforeAll(async () => {
    delivery = await Delivery.begin(cluster(), catalogOf(catalog));
    for (const environment of ['prod', 'old']) {
      const services = environment === 'prod' ? ['api', 'web'] : ['web'];
      await exists([`baseline-${environment}`, ...services.map((name) => `${name}-${environment}`)]);
      for (const name of ['baseline', ...services]) argocd(cluster(), `app sync ${name}-${environment}`);
    }
    await delivery.settle(() => true, { atLeast: 20 });
  }, 900_000);

  test('deleting a root by mistake ends no pod, and the bootstrap brings everything back', async () => {
    const namespaces = ['dev', 'prod'];
    const seen = await watchPods(cluster().client, ['web', 'api'], namespaces, async () => {
      for (const environment of namespaces) {
        const { metadata } = await delivery.application(`root-${environment}`);
        // Without --wait: it would wait for one that is made again at once.
        argocd(cluster(), `app delete root-${environment} --yes`);
        await until('the bootstrap to make the root again', async () => {
          const all = await delivery.applications();
          const again = all.find(({ metadata: { name } }) => name === `root-${environment}`);
          return (
            (again !== undefined && again.metadata.uid !== metadata.uid) || all.map(describeApplication).join('\n')
          );
        });
      }
      await delivery.settle(() => true, { atLeast: 20 });
    });

    expect(seen).toMatchObject({ secondsDown: {}, replaced: [] });
  });

  test('a service in an automatic environment goes by itself', async () => {
    await commit({ 'services/web/dev.yaml': retired });

    await nothingOf('web', 'dev');
    await settled('web-dev');

    await commit({ 'services/web/dev.yaml': null });
    await gone(['web-dev']);
    expect(await readyServices(cluster().client, ['dev'])).toEqual(new Set(['api', 'cart']));
  });

  test('a service in a manual environment goes when a person syncs it', async () => {
    await commit({ 'services/web/prod.yaml': retired });
    await until('Argo CD to see it', async () => {
      const one = await delivery.application('web-prod');
      return one.status.sync?.status === 'OutOfSync' || describeApplication(one);
    });
    expect(await readyServices(cluster().client, ['prod'])).toEqual(new Set(['api', 'web']));

    argocd(cluster(), 'app sync web-prod --prune');
    await nothingOf('web', 'prod');
    await settled('web-prod');

    await commit({ 'services/web/prod.yaml': null });
    await gone(['web-prod']);
    await settled('root-prod');
    expect(await readyServices(cluster().client, ['prod'])).toEqual(new Set(['api']));
  });

  test('the last service of a system takes the Application of the system along', async () => {
    await commit({ 'services/cart/dev.yaml': retired });
    await nothingOf('cart', 'dev');

    await commit({ 'services/cart/dev.yaml': null, 'services/cart/service.yaml': null });
    await gone(['cart-dev', 'shop-dev']);
    expect(await readyServices(cluster().client, ['dev'])).toEqual(new Set(['api']));
  });

  test.each([
    ['test', 'automatic'],
    ['old', 'manual'],
  ] as const)('an environment goes in two steps: %s, which is %s', async (environment, sync) => {
    await commit({ [`environments/${environment}.yaml`]: environmentWith(sync, 'retired: true\n') });
    await until('Argo CD to see it', async () => {
      const one = await delivery.application(`baseline-${environment}`);
      return one.metadata.annotations?.['slipway.dev/retired'] === 'true' || describeApplication(one);
    });
    if (sync === 'manual') argocd(cluster(), `app sync web-${environment} --prune`);
    await nothingOf('web', environment);
    if (sync === 'manual') argocd(cluster(), `app sync baseline-${environment} --prune --async`);
    await until('somebody to be asked for the namespace', async () => {
      const one = await delivery.application(`baseline-${environment}`);
      return one.status.operationState?.message.includes('confirmation') === true || describeApplication(one);
    });
    argocd(cluster(), `app confirm-deletion baseline-${environment}`);
    await until('the namespace to be gone', async () => {
      const found = await cluster().client.find({ apiVersion: 'v1', kind: 'Namespace', name: environment });
      return found === undefined || JSON.stringify(found.metadata);
    });
    await settled(`baseline-${environment}`);

    await commit({ [`environments/${environment}.yaml`]: null, [`services/web/${environment}.yaml`]: null });
    argocd(cluster(), `app delete bootstrap-${environment} --cascade=false --yes`);
    argocd(cluster(), `app delete root-${environment} --yes --wait`);
    await gone([`bootstrap-${environment}`, `root-${environment}`, `baseline-${environment}`, `web-${environment}`]);
    // What is left is what a person deletes.
    const projects = await cluster().client.list('argoproj.io/v1alpha1', 'AppProject', undefined, `env=${environment}`);
    expect(new Set(projects.map(({ metadata }) => metadata.name))).toEqual(
      new Set([environment, `platform-${environment}`, `bootstrap-${environment}`]),
    );
  });

  test('Applications of an earlier Slipway lose the finalizer that would delete what they run', async () => {
    const file = join(delivery.repository.folder, 'argocd/dev/apps/api.yaml');
    edit(file, [[['metadata', 'finalizers'], ['resources-finalizer.argocd.argoproj.io']]]);
    await delivery.push('As it was');
    await until('the finalizer to be there', async () => {
      const one = await delivery.application('api-dev');
      return one.metadata.finalizers !== undefined || describeApplication(one);
    });

    await delivery.commit('As it is');
    const { metadata } = await until('the finalizer to be gone', async () => {
      const one = await delivery.application('api-dev');
      return one.metadata.finalizers === undefined ? one : one.metadata.finalizers.join(', ');
    });
    expect(metadata).not.toHaveProperty('deletionTimestamp');
  });

  async function commit(files: CatalogFiles): Promise<void> {
    writeCatalog(join(delivery.repository.folder, 'catalog'), files);
    await delivery.commit('A step');
  }

  async function exists(names: readonly string[]): Promise<void> {
    await until('Applications to be there', async () => {
      const there = new Set((await delivery.applications()).map(({ metadata }) => metadata.name));
      return names.every((name) => there.has(name)) || [...there].join(', ');
    });
  }

  async function gone(names: readonly string[]): Promise<void> {
    await until('Applications to be gone', async () => {
      const left = (await delivery.applications()).filter(({ metadata }) => names.includes(metadata.name));
      return left.length === 0 || left.map(describeApplication).join('\n');
    });
  }

  async function settled(name: string): Promise<void> {
    await until(`${name} to be settled`, async () => {
      const one = await delivery.application(name);
      return isSettled(one) || describeApplication(one);
    });
  }

  async function nothingOf(name: string, namespace: string): Promise<void> {
    await until(`nothing of ${name} to be left in ${namespace}`, async () => {
      const lists = await Promise.all(
        kinds.map(([apiVersion, kind]) => cluster().client.list(apiVersion, kind, namespace, `app=${name}`)),
      );
      const left = lists.flat().map(({ kind, metadata }) => `${kind} ${metadata.name}`);
      return left.length === 0 || left.join(', ');
    });
  }
});

function service(name: string, environments: readonly string[], system?: string): CatalogFiles {
  return {
    [`services/${name}/service.yaml`]: serviceIn(system),
    ...Object.fromEntries(environments.map((environment) => [`services/${name}/${environment}.yaml`, overlay])),
  };
}
