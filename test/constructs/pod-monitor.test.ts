import { PodMonitor } from '../../src/constructs/pod-monitor';
import { aChart, identity } from '../helpers/a-chart';

test('a PodMonitor finds pods by their labels and a container by the name of its port', () => {
  const props = { ...identity, selector: { app: 'web' }, port: 'linkerd-admin' };
  const { spec } = new PodMonitor(aChart(), 'pod-monitor', props).toJson();

  expect(spec.selector).toEqual({ matchLabels: { app: 'web' } });
  expect(spec.podMetricsEndpoints).toEqual([{ port: 'linkerd-admin', path: '/metrics', interval: '30s' }]);
});
