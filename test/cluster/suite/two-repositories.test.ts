import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseAllDocuments } from 'yaml';

import { packageRoot } from '../../helpers/run-slipway';
import { describeApplication, isSettled } from '../harness/applications';
import { KubeError, KubeObject } from '../harness/kube-client';
import { until } from '../harness/until';
import { argocd } from './argocd-command';
import { Delivery } from './delivery';
import { catalogOf, environmentWith, overlay, platformWith, serviceIn } from './moving-catalog';
import { describeOnCluster } from './on-cluster';
import { readyServices, watchPods } from './watched-pods';

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
  }, 300_000);

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
      argocd(cluster(), 'app delete shop-bootstrap-dev --cascade=false --yes');
      argocd(cluster(), 'app delete shop-root-dev --yes --wait');
      for (const { metadata } of await cluster().client.list('argoproj.io/v1alpha1', 'AppProject', 'argocd'))
        if (metadata.name.startsWith('shop-'))
          await cluster().client.delete({
            apiVersion: 'argoproj.io/v1alpha1',
            kind: 'AppProject',
            namespace: 'argocd',
            name: metadata.name,
          });
      await until('its Applications to be gone', async () => {
        const left = (await one.applications()).filter(({ metadata }) => metadata.name.startsWith('shop-'));
        return left.length === 0 || left.map(describeApplication).join('\n');
      });
    });

    expect(seen).toMatchObject({ secondsDown: {}, replaced: [] });
    expect((await one.applications()).filter((left) => !isSettled(left)).map(describeApplication)).toEqual([]);
    expect(other.repository.url).not.toBe(one.repository.url);
  });
});

/** The policy that docs/how-to/two-repositories.md tells people to apply. */
function policyOfTheDocumentation(): readonly KubeObject[] {
  const page = readFileSync(join(packageRoot, 'docs', 'how-to', 'two-repositories.md'), 'utf8');
  const [, block = ''] = /```yaml\n(apiVersion: admissionregistration[^]*?)```/.exec(page) ?? [];
  return parseAllDocuments(block).map((document) => KubeObject.parse(document.toJS()));
}
