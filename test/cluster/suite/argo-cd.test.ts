import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import * as z from 'zod';

import type * as argocd from '../../../imports/argocd';
import { expandApplicationSet } from '../../helpers/expand-application-set';
import { shippedCatalog } from '../../helpers/shipped-catalog';
import { temporaryFolder } from '../../helpers/temporary-folder';
import { environmentOf, isAutomatic, refresh, sync, waveOf } from '../harness/applications';
import type { Application } from '../harness/applications';
import { edit, objectsIn } from '../harness/gitops';
import { shown } from '../harness/kube-client';
import type { KubeObject, KubeRef } from '../harness/kube-client';
import { until } from '../harness/until';
import { Delivery } from './delivery';
import { describeOnCluster } from './on-cluster';

/** Applications of each environment of the shipped catalog: bootstrap, root, baseline, a system, and sixteen services. */
const perEnvironment = 20;

const reconciliationSeconds = 20;

// Each test goes on where the one before it ended: to deliver the catalog anew for each would take a minute.
describeOnCluster(
  'Argo CD delivers the shipped catalog',
  { argocd: true, rollouts: true, git: true, reconciliationSeconds },
  (cluster) => {
    let delivery: Delivery;
    beforeAll(async () => {
      delivery = await Delivery.begin(cluster(), catalogOfAnyHour());
    }, 900_000);

    test('R2-14: automatic environments are Synced and Healthy, every Application of them, without being touched', async () => {
      const settled = await delivery.settle(isOfAutomaticEnvironment, { atLeast: 2 * perEnvironment });

      expect(countBy(settled, environmentOf)).toEqual({ dev: perEnvironment, staging: perEnvironment });
      expect(settled.flatMap(conditionsOf)).toEqual([]);
    });

    test('Argo CD shows the pods of each service below what made them, and the images that Git says', async () => {
      const services = (await delivery.applications()).filter(isOfAutomaticEnvironment).flatMap((one) => {
        const path = pathOf(one);
        return path.startsWith('services/') ? [{ name: nameOf(one), path }] : [];
      });
      const seen = await Promise.all(
        services.map(async ({ name }) => {
          const { status } = await delivery.application(name);
          return { name, images: status.summary.images, kinds: await kindsInTree(cluster().argocd, name) };
        }),
      );

      expect(services).toHaveLength(2 * (perEnvironment - 4));
      for (const { name, images, kinds } of seen) {
        const { path = '' } = services.find((one) => one.name === name) ?? {};
        expect({ name, images }).toEqual({ name, images: imagesIn(join(delivery.repository.folder, path)) });
        // A cluster that was there does not say where its Argo CD answers.
        if (kinds !== undefined) expect({ name, kinds }).toEqual({ name, kinds: expect.arrayContaining(['Pod']) });
      }
    });

    test('objects of a later wave are made after those of earlier ones', async () => {
      const automatic = (await delivery.applications()).filter(isOfAutomaticEnvironment);
      const made = await creationTimes(automatic);
      const early = automatic.flatMap((one) => {
        const byWave = new Map<number, readonly Made[]>();
        for (const object of made.get(one.metadata.name) ?? [])
          byWave.set(object.wave, [...(byWave.get(object.wave) ?? []), object]);
        return madeTooEarly(byWave);
      });

      expect(early).toEqual([]);
      // The check has something to look at: services have objects in four waves.
      expect(new Set([...made.values()].flat().map(({ wave }) => wave)).size).toBeGreaterThan(4);
    });

    test('an Application of a later wave is made when those of earlier ones were applied', async () => {
      const all = await delivery.applications();
      const late = all.filter(isParent).flatMap((parent) => {
        const children = all.filter(({ metadata }) =>
          parent.status.resources.some(({ kind, name }) => kind === 'Application' && name === metadata.name),
        );
        return children.flatMap((child) =>
          children
            .filter((other) => waveOf(other) < waveOf(child) && isAutomatic(other))
            .filter((other) => (other.status.history[0]?.deployedAt ?? '9999') > createdAt(child))
            .map((other) => `${child.metadata.name} did not wait for ${other.metadata.name}`),
        );
      });

      expect(late).toEqual([]);
    });

    test('an ApplicationSet makes the Applications that its list means', async () => {
      const sets = await cluster().client.list('argoproj.io/v1alpha1', 'ApplicationSet');
      const all = new Map((await delivery.applications()).map((one) => [one.metadata.name, one]));
      for (const set of sets.filter(isApplicationSet)) {
        for (const meant of expandApplicationSet(set)) {
          const { metadata, spec } = ApplicationAsMade.parse(meant);
          const real = ApplicationAsMade.parse(all.get(metadata.name));

          expect(real.spec).toEqual(spec);
          expect(real.metadata.labels).toEqual(metadata.labels);
          expect(real.metadata.annotations).toMatchObject(metadata.annotations);
          expect(real.metadata.finalizers).toEqual(metadata.finalizers);
        }
      }
      expect(sets).toHaveLength(3);
    });

    test('a manual environment stays as it is until a person syncs it', async () => {
      const manual = (await delivery.applications()).filter((one) => environmentOf(one) === 'prod' && !isParent(one));

      expect(manual).toHaveLength(perEnvironment - 3);
      expect(manual.filter(({ status }) => status.sync?.status !== 'OutOfSync').map(nameOf)).toEqual([]);
      expect(manual.filter(({ status }) => status.operationState !== undefined).map(nameOf)).toEqual([]);
      expect(await cluster().client.find({ apiVersion: 'v1', kind: 'Namespace', name: 'prod' })).toBeUndefined();
    });

    test('a person syncs the manual environment, and it is Synced and Healthy', async () => {
      await sync(cluster().client, 'baseline-prod');
      await delivery.settle(({ metadata }) => metadata.name === 'baseline-prod');
      const manual = (await delivery.applications()).filter((one) => environmentOf(one) === 'prod' && !isParent(one));
      for (const { metadata } of manual.filter((one) => nameOf(one) !== 'baseline-prod'))
        await sync(cluster().client, metadata.name);

      const settled = await delivery.settle((one) => environmentOf(one) === 'prod', { atLeast: perEnvironment });
      expect(settled.flatMap(conditionsOf)).toEqual([]);
    });

    test('nothing is ever different again: three reconciliations find nothing to do', async () => {
      const before = await delivery.settle(() => true, { atLeast: 3 * perEnvironment });
      for (let round = 0; round < 3; round++) {
        const asked = await delivery.applications();
        for (const { metadata } of asked) await refresh(cluster().client, metadata.name, 'hard');
        await until('every Application to be compared again', async () => {
          const late = (await delivery.applications()).filter(({ metadata, status }) => {
            const last = asked.find((one) => nameOf(one) === metadata.name)?.status.reconciledAt;
            return metadata.annotations?.['argocd.argoproj.io/refresh'] !== undefined || status.reconciledAt === last;
          });
          return late.length === 0 || late.map(nameOf).join(', ');
        });
        const after = await delivery.applications();

        expect(after.filter(({ status }) => status.sync?.status !== 'Synced').map(nameOf)).toEqual([]);
        expect(after.map(lastOperation)).toEqual(before.map(lastOperation));
      }
    });

    test('R4-18: what somebody deletes comes back in an automatic environment, and not in a manual one', async () => {
      const inDev = await deleted({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        namespace: 'dev',
        name: 'chat-service',
      });
      const inProd = await deleted({
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        namespace: 'prod',
        name: 'chat-service',
      });

      await until('the Deployment to be made again', async () => {
        const found = await cluster().client.find(inDev.ref);
        return (found !== undefined && found.metadata.uid !== inDev.uid) || 'it is not there';
      });
      await until('Argo CD to see what is missing', async () => {
        const { status } = await delivery.application('chat-service-prod');
        return status.sync?.status === 'OutOfSync' || `it is ${status.sync?.status}`;
      });
      expect(await cluster().client.find(inProd.ref)).toBeUndefined();

      await sync(cluster().client, 'chat-service-prod');
      await delivery.settle(({ metadata }) => metadata.name.startsWith('chat-service-'), { atLeast: 3 });
    });

    test('the count that an autoscaler set survives a sync, and a fixed count is restored', async () => {
      const scaled = {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        namespace: 'user-service-staging',
        name: 'user-service',
      };
      // As the controller of an autoscaler does.
      await cluster().client.patch(scaled, { spec: { replicas: 4 } }, 'scale');
      await cluster().client.patch(paymentsInDev, { spec: { replicas: 4 } }, 'scale');

      await until('the fixed count to be restored', async () => {
        const count = await replicasOf(paymentsInDev);
        return count === 1 || `${count} replicas`;
      });
      await sync(cluster().client, 'user-service-staging');
      await refresh(cluster().client, 'user-service-staging', 'hard');
      await delivery.settle(({ metadata }) => ['user-service-staging', 'payment-service-dev'].includes(metadata.name), {
        atLeast: 2,
      });
      expect(await replicasOf(scaled)).toBe(4);
    });

    test('R3-03: a commit to one service touches one Application', async () => {
      const before = await delivery.settle(() => true, { atLeast: 3 * perEnvironment });
      // Its Application is applied by the root: what Argo CD writes into it must not look like a difference there.
      edit(join(delivery.repository.folder, 'catalog/services/payment-service/dev.yaml'), [
        [['release'], { version: 'v1.2.1' }],
      ]);
      const files = await delivery.commit('payment-service v1.2.1 in dev');

      expect(files).toEqual([
        'catalog/services/payment-service/dev.yaml',
        'services/payment-service/overlays/dev/deployment.yaml',
      ]);
      await until('the release to run', async () => {
        const { spec } = Workload.parse(await cluster().client.get(paymentsInDev));
        const image = spec.template.spec.containers[0]?.image;
        return image === 'ghcr.io/your-org/payment-service:v1.2.1' || `it runs ${image}`;
      });
      // Long enough for every Application to look at Git by itself.
      await sleep((reconciliationSeconds + 10) * 1000);
      const after = await delivery.settle(() => true, { atLeast: 3 * perEnvironment });

      expect(after.filter((one, index) => lastOperation(one) !== lastOperation(before[index])).map(nameOf)).toEqual([
        'payment-service-dev',
      ]);
    });

    test('Argo CD refuses what the project of a service does not allow', async () => {
      const folder = join(delivery.repository.folder, 'services/chat-service/overlays/dev');
      const role = {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        metadata: { name: 'everything' },
        rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
      };
      const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'token', namespace: 'dev' } };
      const elsewhere = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', namespace: 'kube-system' } };
      const foreign = { 'role.yaml': role, 'secret.yaml': secret, 'elsewhere.yaml': elsewhere };
      for (const [file, object] of Object.entries(foreign)) writeFileSync(join(folder, file), JSON.stringify(object));
      edit(join(folder, 'kustomization.yaml'), [[['resources'], ['deployment.yaml', ...Object.keys(foreign)]]]);
      await delivery.push('Objects that nobody allowed');

      const message = await until('the sync to fail', async () => {
        const { status } = await delivery.application('chat-service-dev');
        const { retryCount = 0, syncResult, message = '' } = status.operationState ?? {};
        const said = (syncResult?.resources ?? []).map(({ kind, message = '' }) => `${kind}: ${message}`);
        return retryCount > 0 && said.length > 0 ? { said } : `it says "${message}"`;
      });
      expect(message.said).toEqual(
        expect.arrayContaining([
          'ClusterRole: resource rbac.authorization.k8s.io:ClusterRole is not permitted in project microservices',
          'Secret: resource :Secret is not permitted in project microservices',
          expect.stringContaining('ConfigMap: namespace kube-system is not permitted in project'),
        ]),
      );
      expect(await cluster().client.find({ ...refTo(role), name: 'everything' })).toBeUndefined();

      for (const file of Object.keys(foreign)) rmSync(join(folder, file));
      await delivery.commit('As the catalog says');
      await delivery.settle(({ metadata }) => metadata.name === 'chat-service-dev');
    });

    test('a service that is retired goes by itself in an automatic environment, and by a person in a manual one', async () => {
      for (const environment of ['dev', 'prod'])
        edit(join(delivery.repository.folder, `catalog/services/client/${environment}.yaml`), [[['retired'], true]]);
      await delivery.commit('Retire client in dev and prod');

      await until('client to be gone from dev', async () => {
        const left = await cluster().client.list('apps/v1', 'Deployment', 'dev', 'app=client');
        return left.length === 0 || left.map(nameOf).join(', ');
      });
      await until('Argo CD to see what is to go from prod', async () => {
        const { status } = await delivery.application('client-prod');
        return status.sync?.status === 'OutOfSync' || `client-prod is ${status.sync?.status}`;
      });
      const inProd = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'prod', name: 'client' };
      expect(await cluster().client.find(inProd)).toBeDefined();

      await sync(cluster().client, 'client-prod', { prune: true });
      await until('client to be gone from prod', async () => {
        return (await cluster().client.find(inProd)) === undefined || 'the Deployment is there';
      });
      for (const environment of ['dev', 'prod'])
        rmSync(join(delivery.repository.folder, `catalog/services/client/${environment}.yaml`));
      await delivery.commit('Nothing of client is left in dev and prod');
      await until('the Applications to be gone', async () => {
        const left = (await delivery.applications()).map(nameOf).filter((name) => /^client-(dev|prod)$/.test(name));
        return left.length === 0 || left.join(', ');
      });
      await delivery.settle(() => true, { atLeast: 3 * perEnvironment - 2 });
    });

    const paymentsInDev = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'dev', name: 'payment-service' };

    async function deleted(ref: KubeRef): Promise<{ readonly ref: KubeRef; readonly uid: string | undefined }> {
      const { metadata } = await cluster().client.get(ref);
      await cluster().client.delete(ref);
      return { ref, uid: metadata.uid };
    }

    async function replicasOf(ref: KubeRef): Promise<number> {
      return Workload.parse(await cluster().client.get(ref)).spec.replicas;
    }

    /** When the objects of Applications were made, and in which wave. */
    async function creationTimes(all: readonly Application[]): Promise<ReadonlyMap<string, readonly Made[]>> {
      const kinds = new Map<string, ReadonlyMap<string, KubeObject>>();
      const find = async (apiVersion: string, kind: string, key: string): Promise<KubeObject | undefined> => {
        const id = `${apiVersion} ${kind}`;
        const known =
          kinds.get(id) ?? new Map((await cluster().client.list(apiVersion, kind)).map((o) => [shown(refTo(o)), o]));
        kinds.set(id, known);
        return known.get(key);
      };
      const made = new Map<string, readonly Made[]>();
      for (const { metadata, status } of all) {
        const objects: Made[] = [];
        for (const { group, version, kind, namespace, name } of status.resources) {
          const object = await find(
            group === '' ? version : `${group}/${version}`,
            kind,
            shown({ kind, namespace, name }),
          );
          if (object === undefined) throw new Error(`${kind} ${name} of ${metadata.name} is not on the cluster`);
          objects.push({ what: `${metadata.name}: ${kind} ${name}`, wave: waveOf(object), at: createdAt(object) });
        }
        made.set(metadata.name, objects);
      }
      return made;
    }
  },
);

interface Made {
  readonly what: string;
  readonly wave: number;
  /** RFC 3339, in seconds: the order of the texts is that of the times. */
  readonly at: string;
}

function madeTooEarly(byWave: ReadonlyMap<number, readonly Made[]>): readonly string[] {
  const waves = [...byWave]
    .sort(([a], [b]) => a - b)
    .map(([, objects]) => [...objects].sort((a, b) => (a.at < b.at ? -1 : 1)));
  return waves.slice(1).flatMap((later, index) => {
    const [first] = later;
    const last = waves[index]?.at(-1);
    return first !== undefined && last !== undefined && first.at < last.at
      ? [`${first.what} (${first.at}) was made before ${last.what} (${last.at})`]
      : [];
  });
}

const Workload = z.looseObject({
  spec: z.looseObject({
    replicas: z.number().default(1),
    template: z.looseObject({ spec: z.looseObject({ containers: z.array(z.looseObject({ image: z.string() })) }) }),
  }),
});

/** What Argo CD finds strange, but that environments share a project: each of them applies it, and none minds the others. */
function conditionsOf({ metadata, status }: Application): readonly string[] {
  return status.conditions
    .filter(({ type }) => !(type === 'SharedResourceWarning' && metadata.name.startsWith('bootstrap-')))
    .map(({ type, message }) => `${metadata.name}: ${type}: ${message}`);
}

/** Folder in Git of an Application. */
function pathOf(one: Application): string {
  return WithPath.parse(one).spec.source.path;
}

const WithPath = z.looseObject({ spec: z.looseObject({ source: z.looseObject({ path: z.string() }) }) });

/** Kinds in the tree of an Application, as its page shows it; undefined where Argo CD cannot be asked. */
async function kindsInTree(argocd: string | undefined, name: string): Promise<readonly string[] | undefined> {
  if (argocd === undefined) return undefined;
  const response = await fetch(`${argocd}/api/v1/applications/${name}/resource-tree`);
  return Tree.parse(await response.json()).nodes.map(({ kind }) => kind);
}

const Tree = z.looseObject({ nodes: z.array(z.looseObject({ kind: z.string() })) });

/** Images of the pods that run all the time, as the rendered files have them. */
function imagesIn(folder: string): readonly string[] {
  const workloads = objectsIn(folder).filter(({ kind }) => /^(Deployment|StatefulSet|Rollout)$/.test(kind));
  const images = workloads.flatMap((object) =>
    Workload.parse(object).spec.template.spec.containers.map(({ image }) => image),
  );
  return [...new Set(images)].sort();
}

/** The shipped catalog without its freezes: in the evening Argo CD would make no Application of production. */
function catalogOfAnyHour(): string {
  const catalog = join(temporaryFolder(), 'catalog');
  cpSync(shippedCatalog, catalog, { recursive: true });
  edit(join(catalog, 'environments', 'prod.yaml'), [[['freezes'], []]]);
  return catalog;
}

function isOfAutomaticEnvironment(one: Application): boolean {
  return environmentOf(one) !== 'prod';
}

/** What an ApplicationSet says of an Application. */
const ApplicationAsMade = z.looseObject({
  metadata: z.looseObject({
    name: z.string(),
    labels: z.record(z.string(), z.string()),
    annotations: z.record(z.string(), z.string()),
    finalizers: z.array(z.string()).optional(),
  }),
  spec: z.looseObject({}),
});

function isApplicationSet(object: KubeObject): object is KubeObject & argocd.ApplicationSet {
  return object.kind === 'ApplicationSet';
}

/** Applies Applications, not objects of a service. */
function isParent({ metadata }: Application): boolean {
  return /^(bootstrap|root|k8s-blog)-/.test(metadata.name);
}

function nameOf({ metadata }: KubeObject): string {
  return metadata.name;
}

function refTo({ apiVersion, kind, metadata }: KubeObject): KubeRef {
  return { apiVersion, kind, name: metadata.name, namespace: metadata.namespace };
}

function createdAt({ metadata }: KubeObject): string {
  return z.string().parse(metadata['creationTimestamp']);
}

/** Changes when Argo CD applies something. */
function lastOperation(one: Application | undefined): string {
  return `${one?.metadata.name} ${one?.status.operationState?.startedAt}`;
}

function countBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  return counts;
}
