import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';

import { readStack, stackNames } from '../../../stacks/platform-command/read-stack';
import { packageRoot } from '../../helpers/run-slipway';
import { aProject } from '../helpers/a-project';
import { clusterId } from '../helpers/record';

test('a stack is its settings, its catalog, and the environments that it serves', () => {
  const stack = readStack(aProject({ environments: ['dev', 'staging'] }), 'dev');

  expect(stack.settings.cluster.id).toBe(clusterId);
  expect(stack.environments).toEqual(['dev', 'staging']);
  expect(stack.namesItsCluster).toBe(true);
});

test('that it does not name its cluster is no error here: the doctor says which one it is', () => {
  expect(readStack(aProject({ cluster: { context: 'here' } }), 'dev')).toMatchObject({
    namesItsCluster: false,
    settings: { cluster: { context: 'here' } },
  });
});

test('an unknown stack names the one that was probably meant', () => {
  expect(() => readStack(aProject(), 'def')).toThrow(
    'stacks/config/Pulumi.def.yaml: there is no stack "def"; did you mean "dev"?',
  );
});

test('everything that is wrong with its settings is said at once', () => {
  const read = (): unknown => readStack(aProject({ argocd: { nodes: 'two' }, speed: 3, cluster: { id: 'x' } }), 'dev');

  expect(read).toThrow(/slipway:argocd\.nodes: /);
  expect(read).toThrow(/speed/);
  expect(read).toThrow(/slipway:cluster\.id: /);
});

test('the shipped stacks have names', () => {
  expect(stackNames(packageRoot)).toEqual(['dev', 'prod', 'staging']);
});

describe('settings beside the catalog', () => {
  /** A project without stacks, and the settings of one elsewhere. */
  function elsewhere(config = {}): readonly [string, string] {
    const [root, other] = [aProject(), aProject(config)];
    rmSync(join(root, 'stacks'), { recursive: true });
    return [root, join(other, 'stacks', 'config', 'Pulumi.dev.yaml')];
  }

  test('are read from there, and the catalog from the project', () => {
    const [root, file] = elsewhere({ environments: ['dev', 'staging'] });

    expect(readStack(root, 'dev', file)).toMatchObject({ name: 'dev', file, environments: ['dev', 'staging'] });
    expect(readStack(root, 'dev', relative(root, file)).environments).toEqual(['dev', 'staging']);
  });

  test('are named with their own file when they are wrong, or not there', () => {
    const [root, file] = elsewhere({ speed: 3, environments: ['dev'] });

    expect(() => readStack(root, 'dev', file)).toThrow(`${file}: slipway:speed: `);
    expect(() => readStack(root, 'dev', 'nowhere.yaml')).toThrow('nowhere.yaml: there is no such file');
  });
});
