import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import * as z from 'zod';

import { aCatalogFolder, overlayYaml, platformYaml, serviceYaml } from '../../helpers/a-catalog';
import { describeApplication, isSettled } from '../harness/applications';
import { bootstrap } from '../harness/gitops';
import type { KubeRef } from '../harness/kube-client';
import { KubeError } from '../harness/kube-client';
import { until } from '../harness/until';
import { Delivery } from './delivery';
import { describeOnCluster } from './on-cluster';
import { commandsOf, runCommand } from './page-commands';

/** How long it may take until all is well after a cause is mended, without a person. */
const mendSeconds = 180;

const database = `${serviceYaml.replace('http, containerPort: 8080', 'db, containerPort: 5432, protocol: tcp')}tier: data
storage: { size: 1Gi, mountPath: /data }
backup: { schedule: "0 2 * * *", retentionDays: 7, size: 1Gi, command: [dump] }
`;

const catalog = {
  'platform.yaml': platformYaml,
  'environments/prod.yaml': null,
  'services/web/prod.yaml': null,
  'services/base/service.yaml': database,
  'services/base/dev.yaml': overlayYaml,
  'services/leaves/service.yaml': serviceYaml,
  'services/leaves/dev.yaml': overlayYaml,
};

// Each test goes on where the one before it ended.
describeOnCluster(
  'what is mended is delivered without a person, and holds up nobody before',
  { argocd: true, git: true, reconciliationSeconds: 20 },
  (cluster) => {
    let delivery: Delivery;
    beforeAll(async () => {
      delivery = await Delivery.begin(cluster(), aCatalogFolder(catalog));
      for (const object of refusals) await cluster().client.apply(object);
      await until('the API server to refuse', isRefusing);
      await delivery.settle(() => true, { atLeast: 6 });
      // docs/how-to/own-argo-cd.md: what is new is waited for.
      await until('the first installation to be over', isOlderThanAMoment, 240);
    }, 900_000);

    test('a database that never gets ready: others are made, changed and removed, and a commit mends it', async () => {
      write('services/base/dev.yaml', overlayYaml.replace('v1.0.0', 'v6.6.6'));
      write('services/web/dev.yaml', overlayYaml.replace('v1.0.0', 'v1.1.0'));
      write('services/comes/service.yaml', serviceYaml);
      write('services/comes/dev.yaml', overlayYaml);
      retire('leaves');
      await delivery.commit('A database that does not start, and three others');

      await others({
        runs: [
          ['web', 'v1.1.0'],
          ['comes', 'v1.0.0'],
        ],
        isGone: 'leaves',
      });
      expect(isSettled(await delivery.application('base-dev'))).toBe(false);

      write('services/base/dev.yaml', overlayYaml.replace('v1.0.0', 'v1.1.0'));
      await delivery.commit('A database that starts');

      await expect(delivery.settle(() => true, { atLeast: 6, seconds: mendSeconds })).resolves.toBeDefined();
    });

    test('an object that the API server refuses: the same, and it is mended on the cluster', async () => {
      write('services/refused/service.yaml', `${serviceYaml}tier: data\n`);
      write('services/refused/dev.yaml', overlayYaml.replace('v1.0.0', 'v7.7.7'));
      write('services/web/dev.yaml', overlayYaml.replace('v1.0.0', 'v1.2.0'));
      write('services/late/service.yaml', serviceYaml);
      write('services/late/dev.yaml', overlayYaml);
      retire('comes');
      await delivery.commit('A service that is refused, and three others');

      await others({
        runs: [
          ['web', 'v1.2.0'],
          ['late', 'v1.0.0'],
        ],
        isGone: 'comes',
      });
      await isTriedAgain('refused-dev');

      for (const object of refusals) await cluster().client.delete(refOf(object));

      await expect(delivery.settle(() => true, { atLeast: 7, seconds: mendSeconds })).resolves.toBeDefined();
    });

    test('a missing right: the same, and it is mended by a right', async () => {
      // Otherwise the right would be there within seconds.
      await switchOff('bootstrap-dev');
      write('services/apart/service.yaml', `${serviceYaml}namespace: "apart"\n`);
      write('services/apart/dev.yaml', overlayYaml);
      write('services/web/dev.yaml', overlayYaml.replace('v1.0.0', 'v1.3.0'));
      write('services/last/service.yaml', serviceYaml);
      write('services/last/dev.yaml', overlayYaml);
      retire('late');
      await delivery.commit('A namespace that nobody allows, and three others');

      await others({
        runs: [
          ['web', 'v1.3.0'],
          ['last', 'v1.0.0'],
        ],
        isGone: 'late',
      });
      expect(isSettled(await delivery.application('apart-dev'))).toBe(false);

      await bootstrap(cluster().client, delivery.repository, 'dev');
      await delivery.settle(() => true, { atLeast: 8, seconds: mendSeconds });
    });

    test('a namespace that the API server refuses: the same, and others get theirs, with what bounds them', async () => {
      const barred = refusal('namespaces', '', 'object.metadata.name != "barred"');
      for (const object of barred) await cluster().client.apply(object);
      await until('the API server to refuse the namespace', () => isRefused('barred'));
      for (const name of ['barred', 'beside']) {
        write(`services/${name}/service.yaml`, `${serviceYaml}namespace: "${name}"\n`);
        write(`services/${name}/dev.yaml`, overlayYaml);
      }
      write('services/web/dev.yaml', overlayYaml.replace('v1.0.0', 'v1.4.0'));
      write('services/lastly/service.yaml', serviceYaml);
      write('services/lastly/dev.yaml', overlayYaml);
      retire('last');
      await delivery.commit('A namespace that is refused, and four others');

      await others({
        runs: [
          ['web', 'v1.4.0'],
          ['lastly', 'v1.0.0'],
        ],
        isGone: 'last',
      });
      await until('the other namespace to have its service', async () => {
        const one = await delivery.application('beside-dev');
        return isSettled(one) || describeApplication(one);
      });
      expect(await boundsOf('beside')).toEqual([
        'LimitRange beside',
        'NetworkPolicy allow-dns',
        'NetworkPolicy default-deny',
        'ResourceQuota beside',
      ]);
      await isTriedAgain('baseline-dev');

      for (const object of barred) await cluster().client.delete(refOf(object));
      await delivery.settle(() => true, { atLeast: 10, seconds: mendSeconds });
    });

    test('a public service whose new pods do not come: the same, and a commit mends it', async () => {
      write('services/shown/service.yaml', `${serviceYaml}public: true\n`);
      write('services/shown/dev.yaml', overlayYaml);
      await delivery.commit('A public service');
      await delivery.settle(({ metadata }) => metadata.name === 'shown-dev');
      write('services/shown/dev.yaml', overlayYaml.replace('v1.0.0', 'v6.6.6'));
      write('services/web/dev.yaml', overlayYaml.replace('v1.0.0', 'v1.5.0'));
      write('services/beyond/service.yaml', serviceYaml);
      write('services/beyond/dev.yaml', overlayYaml);
      retire('lastly');
      await delivery.commit('Its new pods do not start, and three others');

      await others({
        runs: [
          ['web', 'v1.5.0'],
          ['beyond', 'v1.0.0'],
        ],
        isGone: 'lastly',
      });
      await until('Argo CD to have applied it', async () => {
        const found = JSON.stringify(await cluster().client.get(deployment('shown')));
        return found.includes('/shown:v6.6.6"') || describeApplication(await delivery.application('shown-dev'));
      });

      write('services/shown/dev.yaml', overlayYaml.replace('v1.0.0', 'v1.1.0'));
      await delivery.commit('It is mended');

      await delivery.settle(() => true, { atLeast: 12, seconds: mendSeconds });
      // What runs is summed up a moment after it is there.
      await until('the mended image to be told', async () => {
        const images = (await delivery.application('shown-dev')).status.summary.images.join();
        return images.includes('shown:v1.1.0') || images;
      });
      expect((await delivery.application('shown-dev')).status.sync?.status).toBe('Synced');
    });

    test('a public service that has never run: its sync waits for its pods, and ends as the page says', async () => {
      write('services/unseen/service.yaml', `${serviceYaml}public: true\n`);
      write('services/unseen/dev.yaml', overlayYaml.replace('v1.0.0', 'v6.6.6'));
      await delivery.commit('A public service that does not start');
      await until('its sync to wait', async () => {
        const one = (await delivery.applications()).find(({ metadata }) => metadata.name === 'unseen-dev');
        const { phase, message = '' } = one?.status.operationState ?? {};
        return (phase === 'Running' && message.includes('waiting for healthy state')) || `${phase}: ${message}`;
      });

      write('services/unseen/dev.yaml', overlayYaml.replace('v1.0.0', 'v1.1.0'));
      await delivery.commit('It is mended');
      await until('Argo CD to see that', async () => {
        const { status } = await delivery.application('unseen-dev');
        return status.sync?.revision === delivery.repository.head() || 'it has not';
      });
      for (const command of commandsOf('unstick-a-sync.md', 'A sync waits for pods that do not come'))
        await runCommand(cluster(), command.replace('web-dev', 'unseen-dev'));

      const [unseen] = await delivery.settle(({ metadata }) => metadata.name === 'unseen-dev', {
        seconds: mendSeconds,
      });
      expect(unseen?.status.summary.images.join()).toContain('unseen:v1.1.0');
    });

    /** What bounds a namespace: names of what the baseline has made in it. */
    async function boundsOf(namespace: string): Promise<readonly string[]> {
      const kinds = [
        ['v1', 'LimitRange'],
        ['v1', 'ResourceQuota'],
        ['networking.k8s.io/v1', 'NetworkPolicy'],
      ] as const;
      const found = await Promise.all(kinds.map(([version, kind]) => cluster().client.list(version, kind, namespace)));
      return found
        .flat()
        .filter(
          ({ metadata }) =>
            metadata.annotations?.['argocd.argoproj.io/tracking-id']?.startsWith('baseline-dev:') === true,
        )
        .map(({ kind, metadata }) => `${kind} ${metadata.name}`)
        .sort();
    }

    /** What was refused is tried again; on a busy machine others are done before it was refused at all. */
    async function isTriedAgain(name: string): Promise<void> {
      await until(`${name} to be tried again`, async () => {
        const application = await delivery.application(name);
        return /Retrying/.test(application.status.operationState?.message ?? '') || describeApplication(application);
      });
    }

    async function isRefused(namespace: string): Promise<true | string> {
      try {
        await cluster().client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }, true);
        return `it takes ${namespace}`;
      } catch (error) {
        if (error instanceof KubeError && error.status === 422) return true;
        throw error;
      }
    }

    function write(file: string, text: string): void {
      const path = join(delivery.repository.folder, 'catalog', file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }

    function retire(service: string): void {
      write(`services/${service}/dev.yaml`, `${overlayYaml}retired: true\n`);
    }

    /** Waits for what a commit brings besides the service that is stuck. */
    async function others({ runs, isGone }: Others): Promise<void> {
      await until('others to be made, changed and removed', async () => {
        const missing: string[] = [];
        for (const [name, version] of runs) {
          const found = JSON.stringify(await cluster().client.find(deployment(name)));
          if (found === undefined || !found.includes(`/${name}:${version}"`)) missing.push(`${name} ${version}`);
        }
        if ((await cluster().client.find(deployment(isGone))) !== undefined) missing.push(`${isGone} is there`);
        const all = missing.length === 0 ? [] : (await delivery.applications()).map(describeApplication);
        return missing.length === 0 || [...missing, ...all].join('\n');
      });
    }

    async function isOlderThanAMoment(): Promise<true | string> {
      const { metadata } = await delivery.application('base-dev');
      const seconds = (Date.now() - Date.parse(z.string().parse(metadata['creationTimestamp']))) / 1000;
      return seconds > 190 || `base-dev is ${seconds} s old`;
    }

    async function switchOff(name: string): Promise<void> {
      const ref = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', namespace: 'argocd', name };
      await cluster().client.patch(ref, { spec: { syncPolicy: { automated: null } } });
    }

    async function isRefusing(): Promise<true | string> {
      const pod = { containers: [{ name: 'base', image: 'ghcr.io/your-org/base:v6.6.6' }] };
      try {
        await cluster().client.apply(
          { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'refused', namespace: 'default' }, spec: pod },
          true,
        );
        return 'it takes a pod of v6.6.6';
      } catch (error) {
        if (error instanceof KubeError && error.status === 422) return true;
        throw error;
      }
    }
  },
);

interface Others {
  readonly runs: readonly (readonly [name: string, version: string])[];
  readonly isGone: string;
}

function deployment(name: string): KubeRef {
  return { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'dev', name };
}

/** Pods of v6.6.6 and Deployments of v7.7.7 are refused. */
const refusals = [
  ...refusal('pods', '', 'object.spec.containers.all(one, !one.image.endsWith(":v6.6.6"))'),
  ...refusal('deployments', 'apps', 'object.spec.template.spec.containers.all(one, !one.image.endsWith(":v7.7.7"))'),
];

function refusal(resource: string, group: string, expression: string) {
  const name = `no-bad-${resource}`;
  const version = { apiVersion: 'admissionregistration.k8s.io/v1', metadata: { name } };
  const rule = { apiGroups: [group], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: [resource] };
  return [
    {
      ...version,
      kind: 'ValidatingAdmissionPolicy',
      spec: { matchConstraints: { resourceRules: [rule] }, validations: [{ expression }] },
    },
    {
      ...version,
      kind: 'ValidatingAdmissionPolicyBinding',
      spec: { policyName: name, validationActions: ['Deny'] },
    },
  ];
}

function refOf({ apiVersion, kind, metadata }: (typeof refusals)[number]): KubeRef {
  return { apiVersion, kind, name: metadata.name };
}
