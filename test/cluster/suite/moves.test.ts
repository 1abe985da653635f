import { join } from 'node:path';

import { describeApplication, isSettled, refresh } from '../harness/applications';
import type { Application } from '../harness/applications';
import { edit } from '../harness/gitops';
import { until } from '../harness/until';
import { Delivery } from './delivery';
import { compared, looked } from './look-at-git';
import { catalogOf, environmentWith, overlay, platformWith, serviceIn, writeCatalog } from './moving-catalog';
import type { CatalogFiles } from './moving-catalog';
import { describeOnCluster } from './on-cluster';
import { watchPods } from './watched-pods';

/** How often the walk is walked. Each time ten services move at once; ten walks are their full form, and take an hour. */
const rounds = Number(process.env['ROUNDS'] ?? 1);

/** Each of them moves in each play. */
const movers = Array.from({ length: 10 }, (_, index) => `web-${index}`);

const systems = `systems:
  shop: { delivery: app-of-apps }
  bazaar: { delivery: application-set }
`;

/** All movers, in a system or in none. Its mates are always there, or the system would come and go with its movers. */
function moversIn(system?: string, team?: string): CatalogFiles {
  return Object.fromEntries(movers.map((name) => [`services/${name}/service.yaml`, serviceIn(system, team)]));
}

const catalog: CatalogFiles = {
  'platform.yaml': platformWith(systems),
  'environments/dev.yaml': environmentWith('automatic'),
  'services/shop-mate/service.yaml': serviceIn('shop'),
  'services/shop-mate/dev.yaml': overlay,
  'services/bazaar-mate/service.yaml': serviceIn('bazaar'),
  'services/bazaar-mate/dev.yaml': overlay,
  ...moversIn(),
  ...Object.fromEntries(movers.map((name) => [`services/${name}/dev.yaml`, overlay])),
};

type Place = 'the root' | 'shop' | 'bazaar';

const orders = ['the old parent looks first', 'the new parent looks first', 'both look at once'] as const;

/** A walk: there and back in each order, below an app of apps, then below an ApplicationSet, then from one to the other. */
const walk = [
  ...thereAndBack('the root', 'shop'),
  ...thereAndBack('the root', 'bazaar'),
  { from: 'the root', to: 'shop', order: 'both look at once' } as const,
  ...thereAndBack('shop', 'bazaar'),
  { from: 'shop', to: 'the root', order: 'both look at once' } as const,
];
const plays = Array.from({ length: rounds }, () => walk).flat();

function thereAndBack(one: Place, other: Place) {
  return orders.flatMap((order) => [
    { from: one, to: other, order },
    { from: other, to: one, order },
  ]);
}

// Nobody tells Argo CD of a commit here: the test says which parent looks first.
const options = { argocd: true, git: true, reconciliationSeconds: 3600 };

describeOnCluster('A service moves, and a pod of it is ready all the time', options, (cluster) => {
  let delivery: Delivery;
  beforeAll(async () => {
    delivery = await Delivery.begin(cluster(), catalogOf(catalog));
    await delivery.settle(() => true, { atLeast: movers.length + 5 });
  }, 900_000);

  // Each goes on where the one before it ended.
  test.each(plays)('from $from to $to, $order', async ({ from, to, order }) => {
    const seen = await watchPods(cluster().client, movers, ['dev'], async () => {
      await move(moversIn(systemOf(to)));
      const parents = [parentOf(from), parentOf(to)];
      if (order === 'the old parent looks first')
        for (const parent of parents) await looked(cluster(), delivery, parent);
      if (order === 'the new parent looks first')
        for (const parent of parents.toReversed()) await looked(cluster(), delivery, parent);
      await everybody();
    });

    process.stdout.write(`${from} -> ${to}, ${order}: ${JSON.stringify(seen)}\n`);
    expect(seen).toMatchObject({ secondsDown: {}, replaced: [] });
    expect(seen.looks).toBeGreaterThan(10);
    expect(await childrenOf('shop-dev')).toEqual([...(to === 'shop' ? movers : []), 'shop-mate'].map(inDev).sort());
  });

  test('to another team, whose project comes with it', async () => {
    await move({ 'platform.yaml': platformWith(`${systems}argocd: { project: "{team}" }\n`), ...moversIn() });
    await delivery.bootstrap('dev');
    await everybody();

    const seen = await watchPods(cluster().client, movers, ['dev'], async () => {
      await move(moversIn(undefined, 'shop-team'));
      await delivery.bootstrap('dev');
      await everybody();
    });

    expect(seen).toMatchObject({ secondsDown: {}, replaced: [] });
  });

  async function move(files: CatalogFiles): Promise<void> {
    const folder = join(delivery.repository.folder, 'catalog');
    writeCatalog(folder, { ...files, 'README.md': String(Date.now()) });
    edit(join(folder, 'platform.yaml'), [[['repository', 'url'], delivery.repository.url]]);
    delivery.pushSilently('A move');
  }

  /** All look, until nothing is left to do. */
  async function everybody(): Promise<void> {
    await compared(cluster(), delivery, ['root-dev', 'shop-dev']);
    await until('all to be Synced and Healthy at the last commit', async () => {
      const all = await delivery.applications();
      // A project that is gone from Git may have Applications yet: the bootstrap waits for a person to remove it.
      const open = all.filter((one) => !isBootstrap(one) && !isSettled(one));
      const missing = movers.map(inDev).filter((name) => !all.some(({ metadata }) => metadata.name === name));
      return open.length + missing.length === 0 || [...open.map(describeApplication), ...missing].join('\n');
    });
    for (const { metadata } of await delivery.applications()) await refresh(cluster().client, metadata.name);
    await delivery.settle((one) => !isBootstrap(one), { atLeast: movers.length + 5 });
  }

  async function childrenOf(parent: string): Promise<readonly string[]> {
    const { status } = await delivery.application(parent);
    return status.resources.map(({ name }) => name).sort();
  }
});

function isBootstrap({ metadata }: Application): boolean {
  return metadata.name.startsWith('bootstrap-');
}

/** Whose refresh makes the Application of a service in a system appear or go. The ApplicationSet is applied by the root. */
function parentOf(place: Place): string {
  return place === 'shop' ? 'shop-dev' : 'root-dev';
}

function systemOf(place: Place): string | undefined {
  return place === 'the root' ? undefined : place;
}

function inDev(service: string): string {
  return `${service}-dev`;
}
