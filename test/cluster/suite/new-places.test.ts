import { join } from 'node:path';

import { describeApplication, isSettled, refresh } from '../harness/applications';
import type { Application } from '../harness/applications';
import { edit, render } from '../harness/gitops';
import { until } from '../harness/until';
import { Delivery } from './delivery';
import { compared, looked } from './look-at-git';
import { catalogOf, environmentWith, overlay, platformWith, serviceIn, writeCatalog } from './moving-catalog';
import type { CatalogFiles } from './moving-catalog';
import { describeOnCluster } from './on-cluster';
import { watchPods } from './watched-pods';

/** How often the walk is walked. */
const rounds = Number(process.env['ROUNDS'] ?? 1);

/** Each of them moves in each play. */
const movers = Array.from({ length: 10 }, (_, index) => `web-${index}`);
const renamed = movers.map((name) => name.replace('web', 'site'));

const home = 'dev';
const away = 'shop';

/** Services of these names in a namespace. */
function servicesIn(namespace: string, names = movers): CatalogFiles {
  return Object.fromEntries(
    names.flatMap((name) => [
      [`services/${name}/service.yaml`, `${serviceIn()}namespace: ${namespace}\n`],
      [`services/${name}/dev.yaml`, overlay],
    ]),
  );
}

const catalog: CatalogFiles = {
  'platform.yaml': platformWith(),
  'environments/dev.yaml': environmentWith('automatic'),
  'services/mate/service.yaml': serviceIn(),
  'services/mate/dev.yaml': overlay,
  ...servicesIn(home),
};

/** Who looks at the commit before the others do; the last one only when everybody looks. */
const orders = [
  { order: 'who permits looks first', first: ['bootstrap-dev', 'root-dev', 'baseline-dev'] },
  { order: 'who makes the Applications looks first', first: ['root-dev'] },
  { order: 'the services look first', first: movers.map(inDev) },
] as const;

/** A walk, there and back: at home a mate stays, and away all of them are gone. */
const walk = orders.flatMap(({ order, first }) => [
  { from: home, to: away, order, first },
  { from: away, to: home, order, first },
]);
const plays = Array.from({ length: rounds }, () => walk).flat();

// Nobody tells Argo CD of a commit here: the test says who looks first.
const options = { argocd: true, git: true, reconciliationSeconds: 3600 };

describeOnCluster('A service gets another namespace or name, and has a ready pod all the time', options, (cluster) => {
  let delivery: Delivery;
  beforeAll(async () => {
    delivery = await Delivery.begin(cluster(), catalogOf(catalog));
    await delivery.settle(() => true, { atLeast: movers.length + 4 });
  }, 900_000);

  test('a namespace that all leave is refused in one step', async () => {
    await write({ ...servicesIn(away), 'services/mate/service.yaml': `${serviceIn()}namespace: ${away}\n` });

    expect(() => render(delivery.repository)).toThrow('formerNamespaces: [dev]');
    await write(catalog);
  });

  // Each goes on where the one before it ended.
  test.each(plays)('from $from to $to, $order', async ({ from, to, first }) => {
    const seen = await watchPods(cluster().client, movers, [home, away], async () => {
      await move({
        ...servicesIn(to),
        'environments/dev.yaml': environmentWith('automatic', `formerNamespaces: [${away}]\n`),
      });
      for (const name of first) await looked(cluster(), delivery, name);
      await everybody();
    });

    process.stdout.write(`${from} -> ${to}, ${first[0]} first: ${JSON.stringify(seen.secondsDown)}\n`);
    expect(seen.secondsDown).toEqual({});
    expect(seen.looks).toBeGreaterThan(10);
    expect(await runningIn(from)).toEqual(from === home ? ['mate'] : []);
    expect(await runningIn(to)).toEqual([...(to === home ? ['mate'] : []), ...movers].sort());
  });

  test('another name: refused in one step', async () => {
    const gone = Object.fromEntries(Object.keys(servicesIn(home)).map((file) => [file, null]));
    await write({ ...servicesIn(home, renamed), ...gone });

    expect(() => render(delivery.repository)).toThrow('would run on with nobody to manage it');
    await write({
      ...servicesIn(home),
      ...Object.fromEntries(Object.keys(servicesIn(home, renamed)).map((file) => [file, null])),
    });
  });

  test('another name: the new one comes, the old one is retired, and then its files go', async () => {
    const old = await watchPods(cluster().client, movers, [home], async () => {
      await move(servicesIn(home, renamed));
      await everybody();
    });
    const young = await watchPods(cluster().client, renamed, [home], async () => {
      await move(
        Object.fromEntries(movers.map((name) => [`services/${name}/service.yaml`, `${serviceIn()}retired: true\n`])),
      );
      await everybody();
      expect(await runningIn(home)).toEqual(['mate', ...renamed]);
      await move(Object.fromEntries(Object.keys(servicesIn(home)).map((file) => [file, null])));
      await everybody();
    });

    expect(old).toMatchObject({ secondsDown: {}, replaced: [] });
    expect(young).toMatchObject({ secondsDown: {}, replaced: [] });
    expect((await delivery.applications()).map(({ metadata }) => metadata.name)).toEqual(
      expect.not.arrayContaining(movers.map(inDev)),
    );
  });

  async function write(files: CatalogFiles): Promise<void> {
    const folder = join(delivery.repository.folder, 'catalog');
    writeCatalog(folder, { ...files, 'README.md': String(Date.now()) });
    edit(join(folder, 'platform.yaml'), [[['repository', 'url'], delivery.repository.url]]);
  }

  async function move(files: CatalogFiles): Promise<void> {
    await write(files);
    delivery.pushSilently('A move');
  }

  /** All look, until nothing is left to do. */
  async function everybody(): Promise<void> {
    await compared(cluster(), delivery, ['bootstrap-dev', 'root-dev', 'baseline-dev']);
    await settled();
    for (const { metadata } of await delivery.applications()) await refresh(cluster().client, metadata.name);
    await compared(
      cluster(),
      delivery,
      (await delivery.applications()).map(({ metadata }) => metadata.name),
    );
    await settled();
  }

  async function settled(): Promise<void> {
    await until(
      'all to be Synced and Healthy',
      async () => {
        const open = (await delivery.applications()).filter((one) => !isSettled(one));
        return open.length === 0 || open.map((one: Application) => describeApplication(one)).join('\n');
      },
      400,
    );
  }

  async function runningIn(namespace: string): Promise<readonly string[]> {
    const deployments = await cluster().client.list('apps/v1', 'Deployment', namespace);
    return deployments.map(({ metadata }) => metadata.name).sort();
  }
});

function inDev(service: string): string {
  return `${service}-dev`;
}
