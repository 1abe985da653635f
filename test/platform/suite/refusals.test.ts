import { join } from 'node:path';

import { writeKubeconfig } from '../../cluster/harness/kubeconfig';
import type { Config } from '../../stacks/helpers/the-stack';
import { describeWithEngine } from '../describe-with-engine';
import { everyObject } from '../every-object';
import { PulumiProject } from '../pulumi-project';
import type { EngineRun } from '../pulumi-project';
import { stackConfig } from '../stack-config';

const anotherId = '00000000-0000-4000-8000-000000000001';

describeWithEngine('what is refused before anything is made', (cluster) => {
  let project: PulumiProject;
  let config: Config;
  let empty: readonly string[];

  beforeAll(async () => {
    project = PulumiProject.create();
    config = await stackConfig(cluster());
    for (const stack of ['dev', 'playground']) project.addStack(stack, config);
    empty = await everyObject(cluster().client);
  });

  afterAll(() => project?.remove());

  test.each([
    ['preview', ['preview']],
    ['up', ['up', '--yes', '--skip-preview']],
  ])('another cluster, in "%s"', (_, words) => {
    const refused = run(words, { ...config, cluster: { ...asObject(config['cluster']), id: anotherId } });

    expect(errorOf(refused)).toContain(
      `slipway:cluster.id: this is another cluster: the stack "dev" is for the one whose namespace kube-system has the uid ${anotherId}`,
    );
  });

  test('a cluster that does not answer, in a preview, too', () => {
    // Port 1 is nobody's.
    const kubeconfig = writeKubeconfig(join(project.folder, 'kubeconfig'), {
      server: 'https://127.0.0.1:1',
      certificate: '',
      token: 'of-nobody',
    });

    const refused = run(['preview'], { ...config, cluster: { ...asObject(config['cluster']), kubeconfig } });

    expect(errorOf(refused)).toContain('unreachable cluster');
  });

  test.each<[string, (config: Config) => Config, readonly string[]]>([
    [
      'a stack without a cluster',
      (given) => ({ ...given, cluster: undefined }),
      ['slipway:cluster: "cluster" is missing', 'pulumi config set --stack dev --path slipway:cluster.id'],
    ],
    [
      'a wrong type',
      (given) => ({ ...given, install: { monitoring: 'yes' } }),
      ['stacks/config/Pulumi.dev.yaml: slipway:install.monitoring: "yes" is text, must be true or false'],
    ],
    [
      'a misspelt key',
      (given) => ({ ...given, instal: { backup: false } }),
      ['slipway:instal: unknown key "instal"; did you mean "install"?'],
    ],
    [
      'an environment that the catalog has not',
      (given) => ({ ...given, environments: ['stagin'] }),
      ['slipway:environments: the catalog has no environment "stagin"; did you mean "staging"?'],
    ],
    [
      'a kubeconfig that is not there',
      (given) => ({ ...given, cluster: { ...asObject(given['cluster']), kubeconfig: '/nowhere/kubeconfig' } }),
      ['slipway:cluster.kubeconfig: there is no file "/nowhere/kubeconfig"', 'KUBECONFIG'],
    ],
  ])('%s', (_, wrong, texts) => {
    const refused = run(['up', '--yes', '--skip-preview'], wrong(config));

    for (const text of texts) expect(errorOf(refused)).toContain(text);
  });

  test('a stack whose name is no environment', () => {
    const refused = project.pulumi('up', '--yes', '--skip-preview', '--stack', 'playground');

    expect(errorOf(refused)).toContain('slipway:environments: the catalog has no environment "playground"');
  });

  test('a stack that nobody made', () => {
    const refused = project.pulumi('preview', '--stack', 'nowhere');

    expect(errorOf(refused)).toContain("no stack named 'nowhere' found");
  });

  // It comes last: it is about all of them.
  test('nothing was made', async () => {
    expect(await everyObject(cluster().client)).toEqual(empty);
  });

  function run(words: readonly string[], stackSays: Config): EngineRun {
    project.configure('dev', stackSays);
    return project.pulumi(...words, '--stack', 'dev');
  }
});

/** What a person sees: the run failed, and not with the inside of a program. */
function errorOf({ exitCode, output }: EngineRun): string {
  expect(exitCode).not.toBe(0);
  expect(output).not.toMatch(/^\s+at .*:\d+/m);
  return output;
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
