import { selectsLabels } from '../../src/manifests/selects-labels';

const labels = { env: 'prod', team: 'web' };
const expression = (operator: string, key: string, ...values: readonly string[]) => ({
  matchExpressions: [{ key, operator, ...(values.length > 0 && { values }) }],
});

test.each([
  [{}, true],
  [{ matchLabels: { env: 'prod' } }, true],
  [{ matchLabels: { env: 'prod', team: 'other' } }, false],
  [{ matchLabels: { tier: 'web' } }, false],
  [expression('In', 'env', 'prod', 'staging'), true],
  [expression('In', 'tier', 'web'), false],
  [expression('NotIn', 'env', 'prod'), false],
  [expression('NotIn', 'tier', 'web'), true],
  [expression('Exists', 'team'), true],
  [expression('Exists', 'tier'), false],
  [expression('DoesNotExist', 'tier'), true],
  [expression('DoesNotExist', 'team'), false],
  [{ matchLabels: { env: 'prod' }, ...expression('NotIn', 'team', 'web') }, false],
])('as Kubernetes selects: %j is %s', (selector, isSelected) => {
  expect(selectsLabels(selector, labels)).toBe(isSelected);
});
