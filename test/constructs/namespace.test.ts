import { Namespace } from '../../src/constructs/namespace';
import { aChart } from '../helpers/a-chart';

const props = { name: 'dev', labels: { env: 'dev' }, podSecurity: 'restricted', podSecurityVersion: 'v1.36' } as const;

test('a namespace enforces, audits and warns by one version of one standard', () => {
  const { metadata } = new Namespace(aChart(), 'namespace', props).toJson();

  expect(metadata.labels).toEqual({
    env: 'dev',
    'pod-security.kubernetes.io/audit': 'restricted',
    'pod-security.kubernetes.io/audit-version': 'v1.36',
    'pod-security.kubernetes.io/enforce': 'restricted',
    'pod-security.kubernetes.io/enforce-version': 'v1.36',
    'pod-security.kubernetes.io/warn': 'restricted',
    'pod-security.kubernetes.io/warn-version': 'v1.36',
  });
});

test('nobody prunes a namespace, and all that is in it, without a person who confirms', () => {
  const { metadata } = new Namespace(aChart(), 'namespace', props).toJson();

  expect(metadata.annotations?.['argocd.argoproj.io/sync-options']).toBe('Prune=confirm');
  expect(metadata.namespace).toBeUndefined();
});

test('a namespace can be pruned like anything else', () => {
  const { metadata } = new Namespace(aChart(), 'namespace', { ...props, confirmsPruning: false }).toJson();

  expect(metadata.annotations).not.toHaveProperty('argocd.argoproj.io/sync-options');
});
