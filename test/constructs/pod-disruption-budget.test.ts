import { PodDisruptionBudget } from '../../src/constructs/pod-disruption-budget';
import { aChart, identity } from '../helpers/a-chart';

test('one pod at a time may be taken away, and a broken one always', () => {
  const { spec } = new PodDisruptionBudget(aChart(), 'budget', { ...identity, selector: { app: 'web' } }).toJson();

  expect(spec).toEqual({
    maxUnavailable: 1,
    selector: { matchLabels: { app: 'web' } },
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
  });
});

test('a percentage is kept as it is', () => {
  const props = { ...identity, selector: { app: 'web' }, maxUnavailable: '25%' };

  expect(new PodDisruptionBudget(aChart(), 'budget', props).toJson().spec?.maxUnavailable).toBe('25%');
});
