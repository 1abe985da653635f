import { once } from 'node:events';

import * as z from 'zod';

import { until } from '../../cluster/harness/until';
import type { KubeClient } from '../../cluster/harness/kube-client';
import { findProgram } from '../../stacks/helpers/find-program';
import type { Config } from '../../stacks/helpers/the-stack';
import { describeWithEngine } from '../describe-with-engine';
import { everyObject } from '../every-object';
import { killWithDescendants } from '../kill-with-descendants';
import { PulumiProject, succeeded } from '../pulumi-project';
import { stackConfig } from '../stack-config';

const bootstrap = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  namespace: 'argocd',
  name: 'bootstrap-prod',
};
const up = ['up', '--stack', 'prod', '--yes', '--skip-preview'] as const;
const helm = findProgram('helm');

const Releases = z.array(z.object({ name: z.string(), namespace: z.string() }));

// The second test needs the cluster that the first one repaired.
describeWithEngine('the life of a cluster that people depend on', (cluster) => {
  let project: PulumiProject;

  beforeAll(async () => {
    project = PulumiProject.create();
    project.addStack('prod', { ...(await stackConfig(cluster())), ...forProd });
  });

  afterAll(() => project?.remove());

  test('an "up" that is killed while it installs is repaired as its errors say', async () => {
    const killed = project.start(...up);
    await until('Helm to install Argo CD', async () => (await isPending(cluster().client)) || 'it does not yet');
    const exit = once(killed, 'exit');
    killWithDescendants(killed.pid ?? 0);
    await exit;

    project.mendCutState('prod');
    const locked = project.pulumi(...up);
    succeeded(project.pulumi('cancel', '--stack', 'prod', '--yes'));
    const unfinished = project.pulumi(...up);
    // As docs/how-to/disaster-recovery.md says: what is pending is forgotten, and nothing is uninstalled; the rest is imported.
    for (const { name, namespace } of pendingReleases()) forget(name, namespace);
    succeeded(project.pulumi('refresh', '--stack', 'prod', '--yes', '--skip-preview', '--clear-pending-creates'));
    project.importWhatIsThere('prod');
    succeeded(project.pulumi(...up));

    expect(locked.output).toContain('the stack is currently locked');
    expect(unfinished.output).toContain('cannot re-use a name that is still in use');
    expect(await cluster().client.find(bootstrap)).toBeDefined();
    succeeded(project.pulumi(...up, '--expect-no-changes'));
  });

  test('"destroy" is refused by its preview, and everything stays', async () => {
    const before = await everyObject(cluster().client);

    const refused = project.pulumi('destroy', '--stack', 'prod', '--yes');

    expect(refused.exitCode).not.toBe(0);
    expect(refused.output).toMatch(/bootstrap-prod-application.* cannot be deleted[^]*because it is protected/);
    expect(await everyObject(cluster().client)).toEqual(before);
  });

  test('a bootstrap whose protection somebody took away is taken away like any other', async () => {
    const urn =
      /urn:\S+::bootstrap-prod-application/.exec(succeeded(project.pulumi('stack', 'export')).stdout)?.[0] ?? '';
    succeeded(project.pulumi('state', 'unprotect', urn, '--stack', 'prod', '--yes'));

    succeeded(project.pulumi('destroy', '--stack', 'prod', '--yes', '--skip-preview'));

    expect(await cluster().client.find(bootstrap)).toBeUndefined();
  });

  /** What Helm began and did not end. Whichever releases were on their way when the engine was killed. */
  function pendingReleases(): z.output<typeof Releases> {
    return Releases.parse(JSON.parse(onCluster('list', '--all-namespaces', '--pending', '--output', 'json')));
  }

  function forget(name: string, namespace: string): void {
    const secrets = ['delete', 'secret', '--namespace', namespace, '--selector', `owner=helm,name=${name}`];
    succeeded(project.run('kubectl', [...secrets, '--kubeconfig', cluster().kubeconfig]));
  }

  /** Runs Helm. Returns what it printed. */
  function onCluster(...words: readonly string[]): string {
    if (helm === undefined) throw new Error('helm is missing: "npm run cluster:tools" builds it');
    return succeeded(project.run(helm, [...words, '--kubeconfig', cluster().kubeconfig])).stdout;
  }
});

/** What the stack of prod says besides. */
const forProd: Config = {
  install: {},
  backup: {
    region: 'eu-central-1',
    publicKey: '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDME\n-----END PGP PUBLIC KEY BLOCK-----\n',
    access: { kind: 'keys' },
  },
  email: { host: 'smtp.example.com', from: 'argocd@example.com', username: 'argocd' },
  argocd: { highlyAvailable: true },
};

async function isPending(client: KubeClient): Promise<boolean> {
  return (await client.list('v1', 'Secret', 'argocd', 'owner=helm,name=argo-cd,status=pending-install')).length > 0;
}
