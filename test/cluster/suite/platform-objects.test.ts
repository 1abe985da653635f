import { readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';

import { packageRoot } from '../../helpers/run-slipway';
import { shippedCatalog } from '../../helpers/shipped-catalog';
import { theStack } from '../../stacks/helpers/the-stack';
import type { Config } from '../../stacks/helpers/the-stack';
import { application, applicationRef, describeApplication, refresh } from '../harness/applications';
import type { Application } from '../harness/applications';
import { argocdNamespace } from '../harness/argo-cd';
import { copyCatalog, render } from '../harness/gitops';
import { KubeClient } from '../harness/kube-client';
import { until } from '../harness/until';
import { applyAll, applyTwice } from './apply-twice';
import { describeOnOwnCluster } from './on-own-cluster';
import { platformObjects } from './platform-objects';

/** What the shipped stacks leave out, and what somebody may add. */
const everything: Config = {
  install: { gitopsController: true },
  gitopsController: {
    image: `ghcr.io/your-org/slipway:1.0.0@sha256:${'0'.repeat(64)}`,
    exposure: { kind: 'gateway', host: 'gitops.example.com', name: 'public', namespace: 'gateway-system' },
  },
  backup: {
    region: 'eu-central-1',
    publicKey: '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDME\n-----END PGP PUBLIC KEY BLOCK-----\n',
    access: { kind: 'keys' },
  },
  email: { host: 'smtp.example.com', from: 'argocd@example.com', username: 'argocd' },
  argocd: {
    signIn: { kind: 'oidc', name: 'Sign in', issuer: 'https://login.example.com', clientId: 'argocd' },
    repositories: [{ name: 'gitops', authentication: 'github-app' }],
  },
};

/** One that is delivered; all of them would take minutes. */
const service = 'payment-service';

const adopted: Config = { ...everything, argocd: { install: false } };

describeOnOwnCluster('the objects that the Pulumi program makes itself', { controllers: false }, (cluster) => {
  test.each([
    ['dev', 'with all that can be installed', everything],
    ['staging', 'with all that can be installed', everything],
    ['prod', 'with all that can be installed', everything],
    ['prod', 'beside an Argo CD that is there', adopted],
  ])('%s, %s: an API server takes them without a warning, and again without a change', async (stack, _, config) => {
    const objects = platformObjects(await theStack(stack, config));
    const client = new KubeClient(cluster().client.server);

    const { refused, changed } = await applyTwice(client, objects, 1);

    expect({ refused, changed, warnings: client.warnings }).toEqual({ refused: [], changed: [], warnings: [] });
    // It looked at something of every part.
    expect([...new Set(objects.map(({ object }) => object.kind))].sort()).toEqual([
      'AppProject',
      'Application',
      'ClusterSecretStore',
      'ConfigMap',
      'CronJob',
      'Deployment',
      'ExternalSecret',
      'HTTPRoute',
      'Namespace',
      'NetworkPolicy',
      'PersistentVolumeClaim',
      'PodMonitor',
      'PrometheusRule',
      'Role',
      'RoleBinding',
      'Service',
      'ServiceAccount',
      'ServiceMonitor',
    ]);
  });
});

describeOnOwnCluster(
  'Argo CD with the bootstrap of the Pulumi program, which makes the rest',
  { argocd: true, git: true },
  (cluster) => {
    let root: Application;

    beforeAll(async () => {
      const repository = cluster().repository('platform');
      copyCatalog(shippedCatalog, repository);
      render(repository);
      keepOnly(['baseline.yaml', `${service}.yaml`], join(repository.folder, 'argocd', 'dev', 'apps'));
      repository.push('The catalog');
      const catalog = relative(packageRoot, join(repository.folder, 'catalog'));
      const objects = platformObjects(await theStack('dev', { catalog }));
      const ofArgoCd = objects.filter(({ object }) => object.metadata.namespace === argocdNamespace);
      // NetworkPolicies and ExternalSecrets are for pods, and here are none.
      const read = ofArgoCd.filter(({ object }) => ['AppProject', 'Application', 'ConfigMap'].includes(object.kind));
      const refused = (await applyAll(cluster().client, read)).filter(({ message }) => message !== undefined);
      if (refused.length > 0) throw new Error(JSON.stringify(refused));
      root = await settled('root-dev');
    }, 500_000);

    test('the root is Synced, and nothing is said against it or its project', () => {
      expect({ sync: root.status.sync?.status, conditions: root.status.conditions }).toEqual({
        sync: 'Synced',
        conditions: [],
      });
      expect(root.status.resources.map(({ name }) => name).sort()).toEqual(['baseline-dev', `${service}-dev`]);
    });

    test('an Application of a project of the catalog may be what it is', async () => {
      expect((await settled(`${service}-dev`)).status.conditions).toEqual([]);
    });

    test('the project "default" lets nothing through', async () => {
      const { spec, metadata: _, status: __, ...rest } = root;
      const intruder = { ...rest, metadata: { name: 'intruder', namespace: argocdNamespace } };
      await cluster().client.apply({ ...intruder, spec: { ...asObject(spec), project: 'default' } });
      await refresh(cluster().client, 'intruder');

      const { status } = await until('Argo CD to say no', async () => {
        const found = await application(cluster().client, 'intruder');
        return found.status.conditions.length > 0 ? found : describeApplication(found);
      });

      expect(status.conditions.map(({ message }) => message)).toEqual(
        expect.arrayContaining([expect.stringContaining("is not permitted in project 'default'")]),
      );
      await cluster().client.delete(applicationRef('intruder'));
    });

    /** Waits until Argo CD has compared an Application and found no difference, or says what is wrong. */
    function settled(name: string): Promise<Application> {
      const isSynced = async (): Promise<Application | string> => {
        const found = await cluster().client.find(applicationRef(name));
        if (found === undefined) return 'it is not there';
        const one = await application(cluster().client, name);
        return one.status.sync?.status === 'Synced' ? one : describeApplication(one);
      };
      return until(`${name} to be Synced`, isSynced, 400);
    }
  },
);

function keepOnly(names: readonly string[], folder: string): void {
  for (const name of readdirSync(folder).filter((one) => !names.includes(one))) rmSync(join(folder, name));
}

function asObject(value: unknown): object {
  if (typeof value !== 'object' || value === null) throw new Error('an Application has a spec');
  return value;
}
