import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import * as z from 'zod';

import { isOwnChart } from '../../../stacks/versions';
import type { Cluster } from '../../cluster/harness/cluster';
import { KubeError, KubeObject } from '../../cluster/harness/kube-client';
import { describeOnOwnCluster } from '../../cluster/suite/on-own-cluster';
import { copyStandIns } from '../../platform/stand-ins';
import { describeWithCharts } from '../describe-with-charts';
import { installationOf, installations, realCharts } from '../installation';
import type { Installation, PlannedRelease } from '../installation';
import { podsOf } from '../pods';
import { helm } from '../real-chart';

/** What one object may have (Kubernetes, `MaxSecretSize`): Helm keeps a release in a Secret. */
const mostBytes = 1024 * 1024;

const Secrets = z.looseObject({
  items: z.array(
    z.looseObject({
      metadata: z.looseObject({ labels: z.record(z.string(), z.string()).default({}) }),
      data: z.looseObject({ release: z.string() }),
    }),
  ),
});

// A bare API server, as a new cluster is: no kind but those of Kubernetes. Nobody runs what is installed.
describeWithCharts('the real charts, installed by Helm', () => {
  // Each takes a minute: the smallest and the largest.
  describe.each([installations[0], installations[3]])('%s', (_, stack, config) => {
    describeOnOwnCluster('on an empty cluster', { controllers: false, crds: false }, (cluster) => {
      let installed: Installation;
      let refused: readonly string[];

      beforeAll(async () => {
        installed = await installationOf(stack, config);
        for (const object of installed.own.filter(({ kind }) => kind === 'Namespace')) {
          await cluster().client.apply(KubeObject.parse(object));
        }
        refused = installed.releases.flatMap((release) =>
          install(release, realCharts.get(release.chart)?.folder ?? '', cluster().kubeconfig),
        );
      });

      test('the API server takes every release, one after the other', () => {
        expect(refused).toEqual([]);
      });

      test('what Helm notes of each release fits into a Secret', async () => {
        const found = Secrets.parse(
          await cluster().client.request('GET', '/api/v1/secrets?labelSelector=owner%3Dhelm'),
        ).items.map(({ metadata, data }) => ({
          name: metadata.labels['name'],
          bytes: Buffer.from(data.release, 'base64').length,
        }));

        expect(new Set(found.map(({ name }) => name))).toEqual(new Set(installed.releases.map(({ chart }) => chart)));
        expect(found.filter(({ bytes }) => bytes > mostBytes)).toEqual([]);
      });

      test('every pod may run in its namespace', async () => {
        await withoutWebhooks(cluster());
        // Jobs of hooks are not run here, but their pods are made where they are.
        const pods = podsOf(installed.ofCharts).filter(({ of }) => !/^(Prometheus|Alertmanager|EnvoyProxy) /.test(of));
        const violations: string[] = [];
        for (const { of, namespace, labels, spec } of pods) {
          violations.push(...(await tryPod(cluster(), of, namespace, labels, spec)));
        }

        expect(pods.length).toBeGreaterThan(10);
        expect(violations).toEqual([]);
      });
    });
  });
});

// The suite of the platform needs Pulumi's engine, which few machines have: that its charts can be installed is seen here.
describeWithCharts('the stand-ins of the platform suite, installed by Helm', () => {
  describeOnOwnCluster('prod on an empty cluster', { controllers: false, crds: false }, (cluster) => {
    test('the API server takes every release, one after the other', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'slipway-stand-ins-'));
      copyStandIns(folder);
      const { own, releases } = await installationOf('prod', {});
      for (const object of own.filter(({ kind }) => kind === 'Namespace')) {
        await cluster().client.apply(KubeObject.parse(object));
      }

      const refused = releases.flatMap((release) => {
        const place = isOwnChart(release.chart)
          ? (realCharts.get(release.chart)?.folder ?? '')
          : join(folder, release.chart);
        return install(release, place, cluster().kubeconfig);
      });
      rmSync(folder, { recursive: true });

      expect(refused).toEqual([]);
    });
  });
});

/** @returns what Helm says against it */
function install({ chart, namespace, values }: PlannedRelease, folder: string, kubeconfig: string): readonly string[] {
  const words = ['install', chart, folder, '--namespace', namespace, '--kubeconfig', kubeconfig, '--no-hooks'];
  const { status, stderr } = spawnSync(helm ?? '', [...words, '--values', '-'], {
    encoding: 'utf8',
    input: JSON.stringify(values),
  });
  return status === 0 ? [] : [`${chart}: ${stderr}`];
}

/** Nobody answers for them here, and some of them must be asked before a pod is made. */
async function withoutWebhooks({ client }: Cluster): Promise<void> {
  for (const kind of ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration']) {
    const apiVersion = 'admissionregistration.k8s.io/v1';
    for (const { metadata } of await client.list(apiVersion, kind)) {
      await client.delete({ apiVersion, kind, name: metadata.name });
    }
  }
}

/** @returns why the namespace refuses the pod */
async function tryPod(
  { client }: Cluster,
  of: string,
  namespace: string,
  labels: Readonly<Record<string, string>>,
  spec: object,
): Promise<readonly string[]> {
  const account = 'of-the-suite';
  await client.apply({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: account, namespace } });
  const name = of.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels },
    spec: { ...spec, serviceAccountName: account },
  };
  try {
    await client.request('POST', `/api/v1/namespaces/${namespace}/pods?dryRun=All`, pod);
    return [];
  } catch (error) {
    if (error instanceof KubeError) return [`${of}: ${error.message}`];
    throw error;
  }
}
