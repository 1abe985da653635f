import { LimitRange } from '../../src/constructs/limit-range';
import { aChart, identity } from '../helpers/a-chart';

test('a container gets defaults, a ceiling, and a floor that catches a forgotten unit', () => {
  const amounts = { cpu: '1', memory: '1Gi' };
  const limits = { max: amounts, default: amounts, defaultRequest: amounts };
  const { spec } = new LimitRange(aChart(), 'limits', { ...identity, ...limits }).toJson();

  expect(spec?.limits).toEqual([{ type: 'Container', ...limits, min: { cpu: '1m', memory: '1Mi' } }]);
});
