import { ServiceMonitor } from '../../src/constructs/service-monitor';
import { aChart, identity } from '../helpers/a-chart';

test('a ServiceMonitor finds Services by their labels and pods by the name of a port', () => {
  const props = { ...identity, selector: { app: 'web' }, port: 'http' };
  const { spec } = new ServiceMonitor(aChart(), 'service-monitor', props).toJson();

  expect(spec.selector).toEqual({ matchLabels: { app: 'web' } });
  expect(spec.endpoints).toEqual([{ port: 'http', path: '/metrics', interval: '30s' }]);
});
