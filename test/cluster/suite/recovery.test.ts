import { execFileSync } from 'node:child_process';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';

import { synthesize } from '../../../src/render/synthesize';
import { shippedCatalog } from '../../helpers/shipped-catalog';
import { temporaryFolder } from '../../helpers/temporary-folder';
import { refOf } from '../harness/kube-client';
import { onThisMachine } from '../harness/on-this-machine';
import { until } from '../harness/until';
import { Delivery } from './delivery';
import { client, nine, theGameIn } from './game-catalog';
import { describeOnOwnCluster } from './on-own-cluster';
import { runCommand } from './page-commands';
import { removeNamespaces } from './remove-namespaces';

/** "A few minutes", says the document that asks for it: with the start of Argo CD, which is the platform's. */
const recoveryMinutes = 10;

/** The nine services and their client, and the Applications of baseline, root and bootstrap. */
const applicationCount = nine.length + 4;

// Each test goes on where the one before it ended.
describeOnOwnCluster(
  'a cluster that loses all that runs on it',
  { argocd: true, git: true, reconciliationSeconds: 60 },
  (cluster) => {
    let delivery: Delivery;
    /** How long they took to come back; not known before they are. */
    let minutes = Number.NaN;
    beforeAll(
      async () => {
        delivery = await Delivery.begin(cluster(), theGameIn('dev'));
        await delivery.settle(() => true, { atLeast: applicationCount, seconds: 900 });
      },
      onThisMachine(1200) * 1000,
    );

    test('R4-18: every pod ends at once, and as many are ready again, without a person', async () => {
      const before = await podsOf('dev');
      for (const { ref } of before) await cluster().client.delete(ref);

      await until('other pods to be ready', async () => {
        const now = await podsOf('dev');
        const isAnother = now.every(({ uid, isReady }) => isReady && before.every((one) => one.uid !== uid));
        return (isAnother && now.length === before.length) || `${now.length} of ${before.length}`;
      });
      await expect(delivery.settle(() => true, { atLeast: applicationCount })).resolves.toHaveLength(applicationCount);
    });

    test('R1-01: Git and one command bring the nine services back, with the same images', async () => {
      const before = imagesOf(await podsOf('dev'));
      await loseEverything();
      const began = Date.now();

      const clone = join(temporaryFolder(), 'clone');
      execFileSync('git', ['clone', '--quiet', delivery.repository.url, clone]);
      await runCommand(cluster(), `kubectl apply -k ${join(clone, 'argocd', 'dev', 'bootstrap')}`);
      await delivery.settle(() => true, { atLeast: applicationCount, seconds: recoveryMinutes * 60 });
      minutes = (Date.now() - began) / 60_000;

      process.stdout.write(
        `\nten services came back in ${minutes.toFixed(1)} minutes, while ${loadavg()[0]?.toFixed(1)} programs waited for ${availableParallelism()} cores\n`,
      );
      const pods = await podsOf('dev');
      expect(imagesOf(pods)).toEqual(before);
      expect(pods.every(({ isReady }) => isReady)).toBe(true);
    });

    // By the clock, whatever else the machine does.
    test('R4-14: they were back within ten minutes', () => {
      expect(minutes).toBeLessThan(recoveryMinutes);
    });

    test('R4-19: "kubectl apply -k" of an overlay is enough: its pods are ready, and its Service leads to port 8080 of them', async () => {
      const out = temporaryFolder();
      synthesize({ catalog: shippedCatalog, out, environment: 'staging' });
      await cluster().client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'staging' } });

      for (const service of nine)
        await runCommand(cluster(), `kubectl apply -k ${out}/services/${service}/overlays/staging`);

      for (const service of nine) {
        const reached = until(`${service} to be reached`, async (): Promise<true | string> => {
          const selector = `kubernetes.io/service-name=${service}`;
          const slices = await cluster().client.list('discovery.k8s.io/v1', 'EndpointSlice', 'staging', selector);
          const text = JSON.stringify(slices);
          return (/"ready":true/.test(text) && /"port":8080/.test(text)) || text;
        });
        await expect(reached).resolves.toBe(true);
      }
    });

    /** As when the cluster is another one: no project, no Application and no namespace of the environment is left. */
    async function loseEverything(): Promise<void> {
      const kinds = ['ApplicationSet', 'Application', 'AppProject'];
      await until('Argo CD to know nothing', async () => {
        const left: string[] = [];
        for (const kind of kinds) {
          const objects = await cluster().client.list('argoproj.io/v1alpha1', kind, 'argocd');
          for (const object of objects.filter(({ metadata }) => metadata.name !== 'default')) {
            left.push(`${kind} ${object.metadata.name}`);
            // What makes others goes first; without finalizers nobody takes pods along.
            await cluster()
              .client.patch(refOf(object), { metadata: { finalizers: null } })
              .catch(() => undefined);
            await cluster().client.delete(refOf(object));
          }
        }
        return left.length === 0 || left.join(', ');
      });
      await removeNamespaces(cluster().client, ['dev']);
    }

    async function podsOf(namespace: string): Promise<readonly PodSeen[]> {
      const pods = await cluster().client.list('v1', 'Pod', namespace);
      return pods
        .filter(({ metadata }) => [...nine, client].includes(metadata.labels?.['app'] ?? ''))
        .map((pod) => {
          const { spec, status } = Object(pod);
          const conditions: readonly { type: string; status: string }[] = status.conditions ?? [];
          return {
            ref: refOf(pod),
            uid: pod.metadata.uid,
            image: String(spec.containers[0].image),
            isReady: conditions.some((one) => one.type === 'Ready' && one.status === 'True'),
          };
        });
    }
  },
);

interface PodSeen {
  readonly ref: ReturnType<typeof refOf>;
  readonly uid: string | undefined;
  readonly image: string;
  readonly isReady: boolean;
}

function imagesOf(pods: readonly PodSeen[]): readonly string[] {
  return pods.map(({ image }) => image).sort();
}
