import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { chartsFolder, helm } from '../../charts-suite/real-chart';
import type { Cluster } from '../../cluster/harness/cluster';
import { packageRoot } from '../../helpers/run-slipway';
import { shippedConfig } from '../../stacks/helpers/the-stack';
import type { Config } from '../../stacks/helpers/the-stack';
import { changes } from '../changes';
import { describeWithRealCharts } from '../describe-with-real-charts';
import { everyObject } from '../every-object';
import { PulumiProject, succeeded } from '../pulumi-project';
import { stackConfig } from '../stack-config';

/** What must not be made anew: keys of sessions, Applications of others, and what all Applications would go with. */
const kept = [
  { apiVersion: 'v1', kind: 'Secret', namespace: 'argocd', name: 'argocd-secret' },
  { apiVersion: 'v1', kind: 'Secret', namespace: 'argocd', name: 'argocd-notifications-secret' },
  { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', namespace: 'argocd', name: 'of-others' },
  { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', name: 'applications.argoproj.io' },
];
const up = ['up', '--stack', 'dev', '--yes', '--skip-preview'] as const;

// Each test goes on where the one before it ended.
describeWithRealCharts('a cluster that has an Argo CD, by its public chart as it comes', (cluster) => {
  let project: PulumiProject;
  let config: Config;
  let before: readonly string[];
  let uids: readonly unknown[];

  beforeAll(async () => {
    project = PulumiProject.create();
    const install = [
      'install',
      'argo-cd',
      join(chartsFolder, 'argo-cd'),
      '--namespace',
      'argocd',
      '--create-namespace',
    ];
    succeeded(project.run(helm ?? '', [...install, '--kubeconfig', cluster().kubeconfig]));
    const { cluster: which, linkerd } = await stackConfig(cluster());
    config = { ...shippedConfig('dev'), cluster: which, linkerd, charts: chartsFolder };
    project.addStack('dev', { ...config, argocd: { install: false } });
    await cluster().client.apply(ofOthers);
    before = (await everyObject(cluster().client)).filter(isInArgoCd);
    uids = await uidsOf(cluster());
  });

  afterAll(() => project?.remove());

  test('it is adopted, and "destroy" leaves what was there', async () => {
    succeeded(project.pulumi(...up));
    succeeded(project.pulumi(...up, '--expect-no-changes'));
    const adopted = await everyObject(cluster().client);
    succeeded(project.pulumi('destroy', '--stack', 'dev', '--yes', '--skip-preview'));

    expect(adopted).toContain('Application argocd/bootstrap-dev');
    expect((await everyObject(cluster().client)).filter(isInArgoCd)).toEqual(before);
    expect(await uidsOf(cluster())).toEqual(uids);
  });

  test('doctor says what the first "up" would stop at', () => {
    project.configure('dev', config);

    const { exitCode, output } = project.platform('doctor', '--stack', 'dev');

    expect(output).toContain('argo-cd');
    expect(exitCode).toBe(1);
  });

  test('one command writes the import file, and then nothing of Argo CD would be deleted or replaced', () => {
    // The rest of the page is in this method.
    const [annotate = ''] = commandsOfThePage();
    succeeded(project.run('sh', ['-ec', `KUBECONFIG='${cluster().kubeconfig}' ${annotate}`]));
    project.importWhatIsThere('dev');

    const wanted = changes(succeeded(project.pulumi('preview', '--stack', 'dev', '--json')));

    expect(wanted).toContain('update argocd-release');
    expect(wanted.filter((change) => /^(delete|replace)/.test(change))).toEqual([]);
  });

  test('"up" takes it over without making it anew, and a second one changes nothing', async () => {
    succeeded(project.pulumi(...up));

    expect(await uidsOf(cluster())).toEqual(uids);
    succeeded(project.pulumi(...up, '--expect-no-changes'));
    succeeded(project.pulumi('preview', '--stack', 'dev', '--refresh', '--expect-no-changes'));
  });
});

/** What docs/how-to/adopt-argo-cd.md says, one a line. */
function commandsOfThePage(): readonly string[] {
  const page = readFileSync(join(packageRoot, 'docs', 'how-to', 'adopt-argo-cd.md'), 'utf8');
  const [, commands] = /<!-- take-over -->\n\n```sh\n([^]*?)\n```/.exec(page) ?? [];
  if (commands === undefined) throw new Error('the page does not say how to take an Argo CD over');
  return commands.split('\n');
}

const ofOthers = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name: 'of-others', namespace: 'argocd' },
  spec: {
    project: 'default',
    source: { repoURL: 'https://git.example.com/others.git', path: '.' },
    destination: { server: 'https://kubernetes.default.svc', namespace: 'default' },
  },
};

async function uidsOf({ client }: Cluster): Promise<readonly unknown[]> {
  const objects = await Promise.all(kept.map((one) => client.get(one)));
  return objects.map(({ metadata }) => metadata.uid);
}

function isInArgoCd(object: string): boolean {
  return (
    / argocd(\/|$)/.test(object) && !/^(Pod|Job|EndpointSlice|Endpoints|ControllerRevision|PodMetrics) /.test(object)
  );
}
