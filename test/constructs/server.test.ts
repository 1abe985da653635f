import { Server } from '../../src/constructs/server';
import { aChart, identity } from '../helpers/a-chart';

test.each([
  ['http', 'HTTP/1'],
  ['grpc', 'gRPC'],
  ['tcp', 'opaque'],
] as const)('Linkerd reads %s as %s', (protocol, expected) => {
  const props = { ...identity, podSelector: { app: 'web' }, port: 'main', protocol };
  const { spec } = new Server(aChart(), 'server', props).toJson();

  expect(spec.proxyProtocol).toBe(expected);
});

test('a Server lets nobody in by itself', () => {
  const props = { ...identity, podSelector: { app: 'web' }, port: 'http', protocol: 'http' } as const;

  expect(new Server(aChart(), 'server', props).toJson().spec.accessPolicy).toBe('deny');
});
