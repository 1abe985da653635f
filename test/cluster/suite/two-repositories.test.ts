import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseAllDocuments } from 'yaml';

import { packageRoot } from '../../helpers/run-slipway';
import { describeApplication, isSettled } from '../harness/applications';
import { edit } from '../harness/gitops';
import { KubeError, KubeObject } from '../harness/kube-client';
import { until } from '../harness/until';
import { Delivery } from './delivery';
import { catalogOf, environmentWith, overlay, platformWith, serviceIn } from './moving-catalog';
import { describeOnCluster } from './on-cluster';
import { commandsOf, runCommand } from './page-commands';
import { readyServices, watchPods } from './watched-pods';

const page = 'two-repositories.md';

/** A catalog with one service, in an environment that every other catalog has, too. */
function catalogWith(service: string, prefix?: string): string {
  const namespace = prefix === undefined ? '{environment}' : `${prefix}-{environment}`;
  return catalogOf({
    'platform.yaml': platformWith(prefix === undefined ? '' : `argocd: { prefix: ${prefix} }\n`),
    'environments/dev.yaml': environmentWith('automatic').replace('"{environment}"', `"${namespace}"`),
    [`services/${service}/service.yaml`]: serviceIn(),
    [`services/${service}/dev.yaml`]: overlay,
  });
}

const options = { argocd: true, git: true, reconciliationSeconds: 3600 };

// Each test goes on where the one before it ended.
describeOnCluster('Two repositories and one Argo CD', options, (cluster) => {
  let one: Delivery;
  let other: Delivery;
  beforeAll(async () => {
    for (const object of policyOfTheDocumentation()) await cluster().client.apply(object);
    one = await Delivery.begin(cluster(), catalogWith('web'), 'one');
    await one.settle(() => true, { atLeast: 3 });
  }, 900_000);

  test('without a prefix the API server refuses the second one, and names the first', async () => {
    const seen = await watchPods(cluster().client, ['web'], ['dev'], async () => {
      const refused = await Delivery.begin(cluster(), catalogWith('api'), 'refused').catch((error: unknown) => error);

      expect(refused).toBeInstanceOf(KubeError);
      expect(String(refused)).toMatch(/is of the repository http\S+\/one\.git.*argocd\.prefix/s);
    });

    expect(seen).toMatchObject({ secondsDown: {}, replaced: [] });
  });

  test('the first one may still change what it has', async () => {
    await one.bootstrap('dev');

    expect((await one.application('root-dev')).spec).toMatchObject({ source: { repoURL: one.repository.url } });
  });

  test('with a prefix both live side by side, with a service of the same name', async () => {
    other = await Delivery.begin(cluster(), catalogWith('web', 'shop'), 'other');

    const all = await one.settle(() => true, { atLeast: 8 });

    expect(all.map(({ metadata }) => metadata.name)).toEqual([
      'baseline-dev',
      'bootstrap-dev',
      'root-dev',
      'shop-baseline-dev',
      'shop-bootstrap-dev',
      'shop-root-dev',
      'shop-web-dev',
      'web-dev',
    ]);
    expect(all.flatMap(({ status }) => status.conditions)).toEqual([]);
    expect(await readyServices(cluster().client, ['shop-dev'])).toEqual(new Set(['web']));
  });

  test('one of them is removed, and the other one notices nothing', async () => {
    const seen = await watchPods(cluster().client, ['web'], ['dev'], async () => {
      // docs/how-to/retire.md comes first.
      const environment = join(other.repository.folder, 'catalog/environments/dev.yaml');
      edit(environment, [[['retired'], true]]);
      await other.commit('It ends');
      await until('nothing of it to run', async () => {
        const left = await cluster().client.list('apps/v1', 'Deployment', 'shop-dev');
        return left.length === 0 || (await one.applications()).map(describeApplication).join('\n');
      });

      for (const command of commandsOf(page, 'Remove one of them')) await runCommand(cluster(), command);
      await until('its Applications to be gone', async () => {
        const left = (await one.applications()).filter(({ metadata }) => metadata.name.startsWith('shop-'));
        return left.length === 0 || left.map(describeApplication).join('\n');
      });
    });

    expect(seen).toMatchObject({ secondsDown: {}, replaced: [] });
    const projects = await cluster().client.list('argoproj.io/v1alpha1', 'AppProject', 'argocd');
    expect(projects.map(({ metadata }) => metadata.name).filter((name) => name.startsWith('shop-'))).toEqual([]);
    expect((await one.applications()).filter((left) => !isSettled(left)).map(describeApplication)).toEqual([]);
  });

  test('a repository that moves to another URL is refused, and goes there as the page says', async () => {
    const url = one.repository.url.replace('one.git', 'moved.git');
    edit(join(one.repository.folder, 'catalog/platform.yaml'), [[['repository', 'url'], url]]);
    one.pushSilently('It moves');
    const served = cluster().git?.folder ?? '';
    cpSync(join(served, 'one.git'), join(served, 'moved.git'), { recursive: true });
    const there = (command: string): Promise<string> =>
      runCommand(cluster(), `cd '${one.repository.folder}' && ${command}`);

    await expect(there('kubectl apply -k argocd/dev/bootstrap')).rejects.toThrow('give one of the two catalogs');
    const seen = await watchPods(cluster().client, ['web'], ['dev'], async () => {
      for (const command of commandsOf(page, 'Let the API server refuse the rest')) await there(command);
      await until('everything to be read from there', async () => {
        const late = (await one.applications()).filter(
          (left) => !isSettled(left) || !JSON.stringify(left['spec']).includes(url),
        );
        return late.length === 0 || late.map(describeApplication).join('\n');
      });
    });

    expect(seen).toMatchObject({ secondsDown: {}, replaced: [] });
  });
});

/** The policy that docs/how-to/two-repositories.md tells people to apply. */
function policyOfTheDocumentation(): readonly KubeObject[] {
  const text = readFileSync(join(packageRoot, 'docs', 'how-to', page), 'utf8');
  const [, block = ''] = /```yaml\n(apiVersion: admissionregistration[^]*?)```/.exec(text) ?? [];
  return parseAllDocuments(block).map((document) => KubeObject.parse(document.toJS()));
}
