import { Service } from '../../src/constructs/service';
import type { ServicePort } from '../../src/constructs/service';
import { aChart, identity } from '../helpers/a-chart';

function service(ports: readonly ServicePort[], isHeadless = false) {
  return new Service(aChart(), 'service', { ...identity, selector: { app: 'web' }, ports, isHeadless }).toJson();
}

test('a port leads to the port of the pods that has its name', () => {
  const { spec } = service([{ name: 'http', port: 80, protocol: 'http' }]);

  expect(spec?.ports).toEqual([{ name: 'http', port: 80, targetPort: 'http', protocol: 'TCP', appProtocol: 'http' }]);
  expect(spec?.selector).toEqual({ app: 'web' });
  expect(spec?.type).toBe('ClusterIP');
});

test.each([
  ['http', 'http'],
  ['grpc', 'kubernetes.io/h2c'],
  ['tcp', undefined],
] as const)('%s is announced to gateways as %s', (protocol, appProtocol) => {
  const { spec } = service([{ name: 'main', port: 80, protocol }]);

  expect(spec?.ports?.[0]?.appProtocol).toBe(appProtocol);
});

test('a headless Service has no address and names pods before they are ready', () => {
  const { spec } = service([], true);

  expect(spec?.clusterIP).toBe('None');
  expect(spec?.publishNotReadyAddresses).toBe(true);
});

test('a Service that is not headless leaves its address to the cluster', () => {
  expect(service([]).spec).not.toHaveProperty('clusterIP');
});
