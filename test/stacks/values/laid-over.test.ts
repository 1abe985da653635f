import { laidOver } from '../../../stacks/values/laid-over';
import { resourceOf } from '../helpers/record';
import { theStack } from '../helpers/the-stack';

test('mappings are merged, everything else is replaced, and null stays', () => {
  const values = { server: { replicas: 2, args: ['a'] }, dex: { enabled: true } };

  expect(laidOver(values, { server: { args: ['b'], pdb: null }, extra: 1 })).toEqual({
    server: { replicas: 2, args: ['b'], pdb: null },
    dex: { enabled: true },
    extra: 1,
  });
  expect(values.server.args).toEqual(['a']);
});

test('values of a stack come last, and only to the chart that they name', async () => {
  const tolerations = [{ key: 'platform', operator: 'Exists' }];
  const resources = await theStack('dev', { values: { 'argo-cd': { global: { tolerations } } } });
  const release = (name: string) => resourceOf(resources, 'kubernetes:helm.sh/v3:Release', name).inputs;

  expect(release('argocd-release')).toMatchObject({ values: { global: { tolerations, logging: { format: 'json' } } } });
  expect(JSON.stringify(release('rollouts-release'))).not.toContain('"platform"');
});
