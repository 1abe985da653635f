import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { copyCatalog, edit, render } from '../../cluster/harness/gitops';
import type { GitRepository } from '../../cluster/harness/git-repository';
import { chartsFolder } from '../../charts-suite/real-chart';
import { packageRoot } from '../../helpers/run-slipway';
import { shippedCatalog } from '../../helpers/shipped-catalog';
import { shippedConfig } from '../../stacks/helpers/the-stack';
import type { Config } from '../../stacks/helpers/the-stack';
import { orderOf } from '../changes';
import { describeWithRealCharts } from '../describe-with-real-charts';
import { everyApplication, runWhatIsInstalled } from '../every-application';
import { everyObject } from '../every-object';
import { PulumiProject, succeeded } from '../pulumi-project';
import { stackConfig } from '../stack-config';

const up = ['up', '--stack', 'dev', '--yes', '--skip-preview'] as const;

// Each test goes on where the one before it ended.
describeWithRealCharts('an empty cluster, the public charts, and the shipped stack "dev"', (cluster) => {
  let project: PulumiProject;
  let config: Config;
  let repository: GitRepository;
  let began: number;

  beforeAll(async () => {
    project = PulumiProject.create();
    repository = cluster().repository('platform');
    copyCatalog(shippedCatalog, repository);
    render(repository);
    repository.push('The catalog');
    const { cluster: which, linkerd } = await stackConfig(cluster());
    const catalog = relative(project.folder, join(repository.folder, 'catalog'));
    config = { ...shippedConfig('dev'), cluster: which, linkerd, catalog, charts: chartsFolder };
    project.addStack('dev', config);
  });

  afterAll(() => project?.remove());

  test('doctor says that nothing is in the way', () => {
    const { exitCode, output } = project.platform('doctor', '--stack', 'dev');

    expect(output).toContain('nothing is installed yet');
    expect(output).toMatch(/^nothing to mend/m);
    expect(exitCode).toBe(0);
  });

  test('a preview breaks no policy, and "up" installs all of it', () => {
    succeeded(project.pulumi('preview', '--stack', 'dev', '--policy-pack', 'policies'));
    began = performance.now();

    const installed = succeeded(project.pulumi(...up));

    const order = orderOf(installed, 'created');
    expect(order).toEqual(expect.arrayContaining(['argocd-release', 'bootstrap-dev-application']));
    expect(order.indexOf('bootstrap-dev-application')).toBeGreaterThan(order.indexOf('argocd-release'));
    report('"up" from an empty cluster', began);
  });

  test('every Application of the environment becomes Synced and Healthy', async () => {
    await runWhatIsInstalled(cluster());

    const names = await everyApplication(cluster(), ['bootstrap-dev', 'root-dev', 'baseline-dev']);

    report(`from an empty cluster to ${names.length} Applications that are Synced`, began);
    expect(names.length).toBeGreaterThan(10);
  });

  test('a second "up" changes nothing, also when the engine looks at the cluster', () => {
    const again = succeeded(project.pulumi(...up, '--expect-no-changes'));
    succeeded(project.pulumi('preview', '--stack', 'dev', '--refresh', '--expect-no-changes'));

    expect(again.output).toMatch(/Resources:\s+\d+ unchanged\s/);
  });

  test('doctor finds the platform in order, but for what no image does here', () => {
    const { output } = project.platform('doctor', '--stack', 'dev');

    expect(areasInOrder(output)).toEqual(
      expect.arrayContaining(['cluster', 'version', 'permissions', 'kinds', 'owners', 'state']),
    );
  });

  test('a part that is switched off goes and leaves its kinds, and it comes back', async () => {
    project.configure('dev', { ...config, install: { backup: false, argoRollouts: false } });
    const off = succeeded(project.pulumi(...up));
    const without = await everyObject(cluster().client);
    project.configure('dev', config);
    succeeded(project.pulumi(...up));

    expect(orderOf(off, 'deleted')).toContain('rollouts-release');
    expect(without).toContain('CustomResourceDefinition rollouts.argoproj.io');
    expect(without).not.toContain('Deployment argo-rollouts/argo-rollouts');
    expect(await everyObject(cluster().client)).toContain('Deployment argo-rollouts/argo-rollouts');
    succeeded(project.pulumi(...up, '--expect-no-changes'));
  });

  test('the mesh is not taken away below meshed services', () => {
    project.configure('dev', { ...config, install: { backup: false, linkerd: false } });
    const refused = project.pulumi('preview', '--stack', 'dev');
    project.configure('dev', config);

    expect(refused.exitCode).not.toBe(0);
    expect(refused.output).toContain('user-service');
  });

  test('another stack for the same cluster is seen before it does anything', () => {
    project.addStack('staging', { ...config, catalog: 'catalog' });

    const { exitCode, output } = project.platform('doctor', '--stack', 'staging');

    expect(exitCode).toBe(1);
    expect(output).toMatch(/installed, and not in the state: "pulumi up" would stop/);
  });

  test('a namespace that is renamed in the catalog is seen before anything is deleted', () => {
    const file = join(repository.folder, 'catalog', 'platform.yaml');
    edit(file, [[['argocd', 'namespace'], 'argo']]);
    const { exitCode, output } = project.platform('doctor', '--stack', 'dev');
    edit(file, [[['argocd', 'namespace'], 'argocd']]);

    expect(exitCode).toBe(1);
    expect(output).toContain('"argo-cd" is installed in the namespace "argocd", and the program wants it in "argo"');
  });

  test('a state that is lost is made again from the cluster by one command, and then nothing changes', () => {
    succeeded(project.pulumi('stack', 'rm', 'dev', '--force', '--yes', '--preserve-config'));
    succeeded(project.pulumi('stack', 'init', 'dev'));

    const imported = project.importWhatIsThere('dev');
    succeeded(project.pulumi(...up));

    expect(imported.output).toMatch(/^\d+ to import$/m);
    succeeded(project.pulumi(...up, '--expect-no-changes'));
  });

  test('"destroy" leaves nothing in the namespaces of the platform, and what was delivered stays', async () => {
    // Its images do not run here: what the first command of the page ends is a program beside the cluster.
    for (const { name, pid } of cluster().processes) if (/^argocd-.*controller$/.test(name)) process.kill(pid);
    succeeded(project.run('sh', ['-ec', `export KUBECONFIG='${cluster().kubeconfig}'; ${commandsOfThePage()}`]));

    succeeded(project.pulumi('destroy', '--stack', 'dev', '--yes', '--skip-preview'));

    const left = await everyObject(cluster().client);
    expect(left.filter((object) => / (argocd|monitoring|linkerd|external-secrets)(\/|$)/.test(object))).toEqual([]);
    expect(left).toEqual(expect.arrayContaining(['Deployment dev/blog-frontend', 'Namespace dev']));
  });
});

/** What docs/how-to/disaster-recovery.md says before a "destroy". */
function commandsOfThePage(): string {
  const page = readFileSync(join(packageRoot, 'docs', 'how-to', 'disaster-recovery.md'), 'utf8');
  const [, commands] = /<!-- remove -->\n\n```sh\n([^]*?)```/.exec(page) ?? [];
  if (commands === undefined) throw new Error('the page does not say how to remove a cluster');
  return commands;
}

/** Areas with which the doctor finds nothing wrong. */
function areasInOrder(output: string): readonly string[] {
  return [...output.matchAll(/^✓ (\S+)$/gm)].map(([, area = '']) => area);
}

/** Says how long something took. */
function report(what: string, began: number): void {
  process.stderr.write(`${what}: ${((performance.now() - began) / 1000).toFixed(0)} s\n`);
}
