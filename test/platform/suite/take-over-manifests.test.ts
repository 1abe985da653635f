import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { chartsFolder } from '../../charts-suite/real-chart';
import type { Cluster } from '../../cluster/harness/cluster';
import { skipLoudly } from '../../cluster/suite/on-own-cluster';
import { packageRoot } from '../../helpers/run-slipway';
import { shippedConfig } from '../../stacks/helpers/the-stack';
import { changes } from '../changes';
import { describeWithRealCharts } from '../describe-with-real-charts';
import { everyObject } from '../every-object';
import { PulumiProject, succeeded } from '../pulumi-project';
import { stackConfig } from '../stack-config';

/** What people have applied who followed Argo CD's "Getting started". */
const manifests = join(chartsFolder, 'argo-cd-manifests', 'install.yaml');

/** What must not be made anew: keys of sessions, credentials, Applications of others, and what all Applications would go with. */
const kept = [
  { apiVersion: 'v1', kind: 'Secret', namespace: 'argocd', name: 'argocd-secret' },
  { apiVersion: 'v1', kind: 'Secret', namespace: 'argocd', name: 'argocd-notifications-secret' },
  { apiVersion: 'v1', kind: 'Secret', namespace: 'argocd', name: 'repo-of-others' },
  { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'argocd', name: 'argocd-cm' },
  { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', namespace: 'argocd', name: 'of-others' },
  { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', name: 'applications.argoproj.io' },
  { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', name: 'applicationsets.argoproj.io' },
];
const up = ['up', '--stack', 'dev', '--yes', '--skip-preview'] as const;
const title = 'a cluster that has an Argo CD, by its install.yaml';

// Each test goes on where the one before it ended.
const body = (cluster: () => Cluster): void => {
  let project: PulumiProject;
  let uids: readonly unknown[];

  beforeAll(async () => {
    project = PulumiProject.create();
    const { cluster: which, linkerd } = await stackConfig(cluster());
    project.addStack('dev', { ...shippedConfig('dev'), cluster: which, linkerd, charts: chartsFolder });
    // A definition is too long for what kubectl would note of it otherwise.
    sh(`kubectl create namespace argocd; kubectl apply --server-side -n argocd -f '${manifests}'`);
    for (const object of ofOthers) await cluster().client.apply(object);
    sh(`kubectl patch secret argocd-secret -n argocd -p '{"stringData":{"admin.password":"of-somebody"}}'`);
    sh(`kubectl patch configmap argocd-cm -n argocd -p '{"data":{"ui.bannercontent":"of-somebody"}}'`);
    uids = await uidsOf(cluster());
  });

  afterAll(() => project?.remove());

  test('doctor says what the first "up" would stop at', () => {
    const { exitCode, output } = project.platform('doctor', '--stack', 'dev');

    expect(output).toContain('"argocd" is there already');
    expect(output).toMatch(/the kind applications\.argoproj\.io and 2 more is there already, and of no release/);
    expect(exitCode).toBe(1);
  });

  test('what the page says hands it over, and then nothing of it would be deleted or replaced', () => {
    // The rest of the page is in this method.
    sh(commandsBeforeTheImport());
    project.importWhatIsThere('dev');

    const wanted = changes(succeeded(project.pulumi('preview', '--stack', 'dev', '--json')));

    expect(wanted).toContain('create argocd-release');
    expect(wanted.filter((change) => /^(delete|replace)/.test(change))).toEqual([]);
  });

  test('"up" takes it over with its keys and Applications, and leaves nothing of what it was', async () => {
    succeeded(project.pulumi(...up));

    expect(await uidsOf(cluster())).toEqual(uids);
    const { client } = cluster();
    const secret = await client.get({ apiVersion: 'v1', kind: 'Secret', namespace: 'argocd', name: 'argocd-secret' });
    expect(secret).toHaveProperty(['data', 'admin.password'], Buffer.from('of-somebody').toString('base64'));
    const cm = await client.get({ apiVersion: 'v1', kind: 'ConfigMap', namespace: 'argocd', name: 'argocd-cm' });
    expect(cm).toMatchObject({
      metadata: { annotations: { 'meta.helm.sh/release-name': 'argo-cd' } },
      data: { 'ui.bannercontent': 'of-somebody', 'admin.enabled': 'false' },
    });
    const there = (await everyObject(client)).filter((object) => object.includes(' argocd/'));
    expect(there).toContain('Deployment argocd/argocd-server');
    // Only the manifests call them so; the policies of Slipway would be undone by these.
    expect(there).not.toContain('Service argocd/argocd-metrics');
    expect(there.filter((object) => object.endsWith('-network-policy'))).toEqual([]);
  });

  test('a second "up" changes nothing, also when the engine looks at the cluster', () => {
    const again = succeeded(project.pulumi(...up, '--expect-no-changes'));
    succeeded(project.pulumi('preview', '--stack', 'dev', '--refresh', '--expect-no-changes'));

    expect(again.output).toMatch(/Resources:\s+\d+ unchanged\s/);
  });

  function sh(script: string): void {
    succeeded(project.run('sh', ['-ec', `export KUBECONFIG='${cluster().kubeconfig}'\n${script}`]));
  }
};

if (existsSync(manifests)) describeWithRealCharts(title, body);
else skipLoudly(title, 'SLIPWAY_CHARTS has no argo-cd-manifests; docs/how-to/test-platform.md says more', body);

/** What docs/how-to/adopt-argo-cd.md says, down to the import file. */
function commandsBeforeTheImport(): string {
  const page = readFileSync(join(packageRoot, 'docs', 'how-to', 'adopt-argo-cd.md'), 'utf8');
  const [, commands] = /<!-- take-over-manifests -->\n\n```sh\n([^]*?)npm run [^]*?\n```/.exec(page) ?? [];
  if (commands === undefined) throw new Error('the page does not say how to take an Argo CD of install.yaml over');
  return commands;
}

const ofOthers = [
  {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'of-others', namespace: 'argocd' },
    spec: {
      project: 'default',
      source: { repoURL: 'https://git.example.com/others.git', path: '.' },
      destination: { server: 'https://kubernetes.default.svc', namespace: 'default' },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: 'repo-of-others',
      namespace: 'argocd',
      labels: { 'argocd.argoproj.io/secret-type': 'repository' },
    },
    stringData: { url: 'https://git.example.com/others.git' },
  },
];

async function uidsOf({ client }: Cluster): Promise<readonly unknown[]> {
  const objects = await Promise.all(kept.map((one) => client.get(one)));
  return objects.map(({ metadata }) => metadata.uid);
}
