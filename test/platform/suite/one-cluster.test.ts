import { readFileSync } from 'node:fs';

import * as z from 'zod';

import { until } from '../../cluster/harness/until';
import type { Config } from '../../stacks/helpers/the-stack';
import { changes, orderOf } from '../changes';
import { describeWithEngine } from '../describe-with-engine';
import { everyObject } from '../every-object';
import { passphrase, PulumiProject, succeeded } from '../pulumi-project';
import { stackConfig } from '../stack-config';

// Each test goes on where the one before it ended: to install everything anew for each would take minutes.
describeWithEngine('the life of a cluster that may be thrown away', (cluster) => {
  let project: PulumiProject;
  let config: Config;
  let empty: readonly string[];

  beforeAll(async () => {
    project = PulumiProject.create();
    config = await stackConfig(cluster());
    project.addStack('dev', config);
    empty = await everyObject(cluster().client);
  });

  afterAll(() => project?.remove());

  test('a preview of an empty cluster lists everything, and makes nothing', async () => {
    const preview = succeeded(project.pulumi('preview', '--stack', 'dev', '--json'));

    expect(changes(preview)).toEqual(
      expect.arrayContaining([
        'create argocd-release',
        'create projects-bootstrap-dev',
        'create bootstrap-dev-application',
      ]),
    );
    expect(await everyObject(cluster().client)).toEqual(empty);
  });

  test('R2-02, R2-26: "up" makes it: Argo CD with its password, a project, and the bootstrap last', async () => {
    const up = succeeded(project.pulumi('up', '--stack', 'dev', '--yes', '--skip-preview'));

    const order = orderOf(up, 'created');
    expect(order).toEqual(
      expect.arrayContaining(['namespaces-argocd', 'argocd-release', 'projects-default', 'bootstrap-dev-application']),
    );
    expect(
      inOrder(order, ['namespaces-argocd', 'argocd-release', 'projects-default', 'bootstrap-dev-application']),
    ).toBe(true);
    expect(await everyObject(cluster().client)).toEqual(
      expect.arrayContaining([
        'Secret argocd/argocd-redis',
        'AppProject argocd/default',
        'Application argocd/bootstrap-dev',
      ]),
    );
    const { spec } = await cluster().client.get(appProject('default'));
    expect(spec).toMatchObject({ sourceRepos: [], destinations: [], clusterResourceWhitelist: [] });
  });

  test('a second "up" changes nothing', () => {
    const again = succeeded(project.pulumi('up', '--stack', 'dev', '--yes', '--skip-preview', '--expect-no-changes'));

    expect(again.output).toMatch(/Resources:\s+\d+ unchanged\s/);
  });

  test('what a hook, a person or the kubeconfig keeps secret is in no state and in no preview', async () => {
    const marker = 'a-token-that-nobody-may-read';
    const secrets = ['gitops', 'grafana-admin', 'argocd-notifications-secret'];
    for (const name of secrets) {
      const namespace = name === 'grafana-admin' ? 'monitoring' : 'argocd';
      await cluster().client.apply({
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name, namespace },
        stringData: { password: marker },
      });
    }
    const refreshed = succeeded(project.pulumi('refresh', '--stack', 'dev', '--yes', '--skip-preview', '--diff'));
    const state = succeeded(project.pulumi('stack', 'export', '--stack', 'dev'));
    project.configure('dev', { ...config, argocd: { url: 'https://argocd.example.com' } });
    const preview = succeeded(project.pulumi('preview', '--stack', 'dev', '--diff', '--json'));
    project.configure('dev', config);

    const kept = [marker, 'the-password-of-redis', passphrase, tokenOf(cluster().kubeconfig)];
    const shown = [refreshed.output, state.output, preview.output].join('\n');
    expect(kept.flatMap((secret) => [secret, base64(secret)]).filter((secret) => shown.includes(secret))).toEqual([]);
    // It is the state of this stack that was searched.
    expect(state.output).toContain('argocd-release');
  });

  test('a changed value changes what speaks of it, and nothing else', async () => {
    const { argocd } = config;
    config = { ...config, argocd: { ...asObject(argocd), url: 'https://argocd.example.com' } };
    project.configure('dev', config);

    const preview = succeeded(project.pulumi('preview', '--stack', 'dev', '--json'));
    succeeded(project.pulumi('up', '--stack', 'dev', '--yes', '--skip-preview'));

    expect([...changes(preview)].sort()).toEqual(['update argocd-release', 'update notifications-config']);
    expect((await cluster().client.get(configMap('argocd-cm')))['data']).toMatchObject({
      url: 'https://argocd.example.com',
    });
  });

  test('what somebody edits or deletes by hand is seen and repaired', async () => {
    await cluster().client.patch(configMap('argocd-rbac-cm'), { data: { 'policy.default': 'role:admin' } });
    const policy = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      namespace: 'argocd',
      name: 'argocd-repo-server',
    };
    await cluster().client.delete(policy);

    const seen = project.pulumi('preview', '--stack', 'dev', '--refresh', '--expect-no-changes');
    succeeded(project.pulumi('up', '--stack', 'dev', '--refresh', '--yes', '--skip-preview'));

    expect(seen.exitCode).not.toBe(0);
    expect(seen.output).toContain('rbac-policy');
    expect((await cluster().client.get(configMap('argocd-rbac-cm')))['data']).toMatchObject({ 'policy.default': '' });
    expect(await cluster().client.find(policy)).toBeDefined();
  });

  test('"destroy" takes the bootstrap first and Argo CD last, and leaves the kinds, whose objects are people\'s', async () => {
    const destroyed = succeeded(project.pulumi('destroy', '--stack', 'dev', '--yes', '--skip-preview'));

    const order = orderOf(destroyed, 'deleted');
    expect(
      inOrder(order, ['bootstrap-dev-application', 'projects-bootstrap-dev', 'argocd-release', 'namespaces-argocd']),
    ).toBe(true);
    await until('namespaces to be gone', async () => {
      const left = (await everyObject(cluster().client)).filter((object) => !empty.includes(object));
      const others = left.filter((object) => !isOfKinds(object));
      return others.length === 0 || others.join('\n');
    });
  });

  test('what was destroyed can be made again, over the kinds that stayed', async () => {
    succeeded(project.pulumi('up', '--stack', 'dev', '--yes', '--skip-preview'));

    expect(await everyObject(cluster().client)).toContain('Application argocd/bootstrap-dev');
  });
});

/** A kind that is kept, what the API server makes of it by itself, and what keeps older kinds of the Gateway API away. */
function isOfKinds(object: string): boolean {
  return /^(CustomResourceDefinition|APIService|ValidatingAdmissionPolicy(Binding)? safe-upgrades\.gateway\.networking\.k8s\.io$)/.test(
    object,
  );
}

function inOrder(order: readonly string[], wanted: readonly string[]): boolean {
  const places = wanted.map((name) => order.indexOf(name));
  return places.every((place, index) => place >= 0 && place > (places[index - 1] ?? -1));
}

function appProject(name: string) {
  return { apiVersion: 'argoproj.io/v1alpha1', kind: 'AppProject', namespace: 'argocd', name };
}

function configMap(name: string) {
  return { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'argocd', name };
}

function tokenOf(kubeconfig: string): string {
  const Kubeconfig = z.object({ users: z.tuple([z.object({ user: z.object({ token: z.string().min(10) }) })]) });
  return Kubeconfig.parse(JSON.parse(readFileSync(kubeconfig, 'utf8'))).users[0].user.token;
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
