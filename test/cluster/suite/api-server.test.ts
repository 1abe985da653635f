import * as fc from 'fast-check';

import { folderSource } from '../../../src/catalog/folder-source';
import { loadCatalog } from '../../../src/catalog/load';
import { arbitraryCatalog, writeCatalog } from '../../helpers/arbitrary-catalog';
import type { CatalogFiles } from '../../helpers/arbitrary-catalog';
import { newcomerRows } from '../../helpers/newcomer';
import { renderedTexts } from '../../helpers/rendered-texts';
import { renderShippedCatalog } from '../../helpers/shipped-catalog';
import { temporaryFolder } from '../../helpers/temporary-folder';
import { vocabulary } from '../../helpers/vocabulary';
import { renderingOfExample } from '../../helpers/vocabulary/example';
import { KubeClient, KubeObject, refOf } from '../harness/kube-client';
import { applyAll, applyTwice, refusalsOf } from './apply-twice';
import { isOwnCluster } from './is-own-cluster';
import { describeOnCluster } from './on-cluster';
import { inOwnNamespaces } from './own-namespaces';
import { releaseApplications, removeNamespaces } from './remove-namespaces';
import { renderedFiles } from './rendered-files';
import type { RenderedFile } from './rendered-files';
import { rolloutsAsDeployments } from './rollout-as-deployment';

/** The same catalogs in every run, so that runs can be compared. */
const sample = { numRuns: 50, seed: 4 };

/** Where controllers run they write when they like, also between a look at an object and the apply after it. */
const attempts = isOwnCluster ? 1 : 5;

/**
 * The name of Argo CD's own finalizer, as its documentation gives it ("App Deletion"). Kubernetes would rather have a path
 * in it (argoproj/argo-cd#21035). The same with `/foreground` is in the code of Argo CD and not in its documentation.
 */
const expectedWarning =
  /\/applications\/[^ ]+ 299 - "metadata\.finalizers: \\"resources-finalizer\.argocd\.argoproj\.io\\": prefer/;

const shipped = renderedFiles(renderShippedCatalog().texts);

describeOnCluster('an API server', { controllers: false }, (cluster) => {
  const made: { readonly files: readonly RenderedFile[]; readonly namespaces: readonly string[] }[] = [];

  afterEach(async () => {
    const leftovers = made.splice(0);
    if (isOwnCluster) return;
    const { client } = cluster();
    for (const { files } of leftovers) await releaseApplications(client, files);
    await removeNamespaces(
      client,
      leftovers.flatMap(({ namespaces }) => namespaces),
    );
  });

  /** What the API server thinks of the objects of a catalog; empty lists when it has nothing against them. */
  async function verdict(prefix: string, files: readonly RenderedFile[]) {
    // Its own, for what it is warned of.
    const client = new KubeClient(cluster().client.server);
    const own = inOwnNamespaces(prefix, files);
    made.push(own);
    // That of Argo CD is in no catalog.
    await applyAll(client, own.namespaces.map(aNamespace));
    const { refused, changed } = await applyTwice(client, own.files, attempts);
    const namespaces = files.filter(({ object }) => object.kind === 'Namespace');
    return {
      refused: [
        ...refused,
        ...(await refusalsOf(client, rolloutsAsDeployments(own.files), true)),
        // They were applied under other names.
        ...(await refusalsOf(client, namespaces, true)),
      ],
      changed,
      warnings: client.warnings.filter((warning) => !expectedWarning.test(warning)),
    };
  }

  test('takes every object of the shipped catalog without a warning, and changes nothing when it gets it again', async () => {
    expect(await verdict('shipped', shipped)).toEqual({ refused: [], changed: [], warnings: [] });
  });

  test(`takes every object of ${sample.numRuns} arbitrary catalogs without a warning, and changes nothing when it gets it again`, async () => {
    const folder = temporaryFolder();
    const verdicts: Record<string, Awaited<ReturnType<typeof verdict>>> = {};
    const start = Date.now();
    let count = 0;

    for (const [index, files] of fc.sample(arbitraryCatalog(), sample).entries()) {
      const objects = rendered(folder, files);
      count += objects.length;
      const { refused, changed, warnings } = await verdict(`g${index}`, objects);
      if (refused.length + changed.length + warnings.length > 0) {
        verdicts[`catalog ${index} of seed ${sample.seed}`] = { refused, changed, warnings };
      }
    }

    process.stderr.write(
      `${count} objects of ${sample.numRuns} catalogs: ${((Date.now() - start) / 1000).toFixed(1)} s\n`,
    );
    expect(verdicts).toEqual({});
  });

  test.each(Object.entries(vocabulary))('takes what a catalog can say: %s', async (group, examples) => {
    const verdicts: Record<string, Awaited<ReturnType<typeof verdict>>> = {};

    for (const [index, example] of examples.entries()) {
      const found = await verdict(
        `say-${group.replaceAll(' ', '-')}-${index}`,
        renderedFiles(renderingOfExample(example)),
      );
      const { refused, changed: changedAgain, warnings } = found;
      if (refused.length + changedAgain.length + warnings.length > 0) verdicts[example.says] = found;
    }

    expect(verdicts).toEqual({});
  });

  test.each(newcomerRows.map((row, index) => [row.says, row, index] as const))(
    'takes what a newcomer looked for: %s',
    async (_, row, index) => {
      expect(await verdict(`new-${index}`, renderedFiles(renderingOfExample(row)))).toEqual({
        refused: [],
        changed: [],
        warnings: [],
      });
    },
  );

  test('refuses an object with a field that it does not know, with a wrong type, and with a label that is none', async () => {
    const deployment = shippedObject('services/payment-service/overlays/dev/deployment.yaml');
    const rollout = shippedObject('services/apm/overlays/prod/rollout.yaml');
    const service = shippedObject('services/payment-service/overlays/dev/service.yaml');

    expect({
      field: await refusal(changed(deployment, ['spec', 'replicaCount'], 2)),
      customField: await refusal(changed(rollout, ['spec', 'replicaCount'], 2)),
      type: await refusal(changed(service, ['spec', 'ports', 0, 'port'], 'http')),
      label: await refusal(changed(service, ['metadata', 'labels', 'team'], 'two words')),
    }).toEqual({
      field: expect.stringContaining('.spec.replicaCount: field not declared in schema'),
      customField: expect.stringContaining('.spec.replicaCount: field not declared in schema'),
      type: expect.stringMatching(/\.spec\.ports\[.*\]\.port: expected numeric \(int or float\), got string/),
      label: expect.stringContaining('metadata.labels: Invalid value: "two words"'),
    });
  });

  test('warns of pods that its namespace does not like', async () => {
    const client = new KubeClient(cluster().client.server);
    const { files, namespaces } = inOwnNamespaces('warned', shipped);
    made.push({ files, namespaces });
    const isIn = (file: string): boolean => file.startsWith('argocd/dev/baseline/dev/namespace');
    const deployment = files.find(({ file }) => file === 'services/payment-service/overlays/dev/deployment.yaml');
    const hostNetwork = changed(deployment?.object, ['spec', 'template', 'spec', 'hostNetwork'], true);

    const refused = await refusalsOf(
      client,
      files.filter(({ file }) => isIn(file)),
    );
    await client.apply(hostNetwork, true);

    expect(refused).toEqual([]);
    expect(client.warnings).toEqual([expect.stringContaining('would violate PodSecurity')]);
  });

  // The one exception of "changes nothing": the API server stores a new claim without a phase, reads it as one that is
  // "Pending", and stores what it read with whatever comes next. Nothing of ours is needed for it.
  test('a claim is written once more by the API server itself', async () => {
    const { client } = cluster();
    const namespace = 'claims-of-nobody';
    made.push({ files: [], namespaces: [namespace] });
    await client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
    const claim = KubeObject.parse({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: `plain-${Date.now()}`, namespace },
      // No class: no controller may provision it.
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, storageClassName: '' },
    });
    const collection = `/api/v1/namespaces/${namespace}/persistentvolumeclaims`;
    const write = async (method: string, object: KubeObject): Promise<KubeObject> =>
      KubeObject.parse(
        await client.request(method, method === 'POST' ? collection : `${collection}/${object.metadata.name}`, object),
      );

    const created = await write('POST', claim);
    const read = await client.get(refOf(claim));
    const replaced = await write('PUT', read);
    const replacedAgain = await write('PUT', replaced);

    expect(read.metadata.resourceVersion).toBe(created.metadata.resourceVersion);
    expect(replaced.metadata.resourceVersion).not.toBe(read.metadata.resourceVersion);
    expect(withoutVersion(replaced)).toEqual(withoutVersion(read));
    expect(replacedAgain.metadata.resourceVersion).toBe(replaced.metadata.resourceVersion);
  });

  /** Why an object is refused. It is tried in a namespace that is always there. */
  async function refusal(object: KubeObject): Promise<string> {
    const tried = changed(object, ['metadata', 'namespace'], 'default');
    const [result] = await applyAll(cluster().client, [{ file: 'no file', object: tried }], true);
    return result?.message ?? 'it was taken';
  }
});

/** Renders a catalog of plain data, by way of files as people have them. */
function rendered(folder: string, files: CatalogFiles): readonly RenderedFile[] {
  writeCatalog(folder, files);
  return renderedFiles(renderedTexts(loadCatalog(folderSource(folder)).catalog));
}

function aNamespace(name: string): RenderedFile {
  return { file: 'no file', object: { apiVersion: 'v1', kind: 'Namespace', metadata: { name } } };
}

function shippedObject(file: string): KubeObject {
  const found = shipped.find((one) => one.file === file);
  if (found === undefined) throw new Error(`the shipped catalog has no ${file}`);
  return found.object;
}

/** An object with one field changed, or added. */
function changed(object: unknown, path: readonly (string | number)[], to: unknown): KubeObject {
  return KubeObject.parse(withField(object, path, to));
}

function withField(value: unknown, [key, ...rest]: readonly (string | number)[], to: unknown): unknown {
  if (key === undefined) return to;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (index === key ? withField(item, rest, to) : item));
  if (typeof value !== 'object' || value === null) return { [key]: withField(undefined, rest, to) };
  return { ...value, [key]: withField(Reflect.get(value, key), rest, to) };
}

function withoutVersion({ metadata, ...rest }: KubeObject): object {
  const { resourceVersion: _, ...others } = metadata;
  return { ...rest, metadata: others };
}
