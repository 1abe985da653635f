import { Ingress } from '../../src/constructs/ingress';
import { aChart, identity } from '../helpers/a-chart';

const backend = { service: 'web', port: 80 };

test('an Ingress has TLS for its hosts even when the certificate is the one of the controller', () => {
  const props = { ...identity, className: 'nginx', hosts: ['web.example.com'], backend };
  const { spec } = new Ingress(aChart(), 'ingress', props).toJson();

  expect(spec?.tls).toEqual([{ hosts: ['web.example.com'] }]);
  expect(spec?.ingressClassName).toBe('nginx');
  expect(spec?.rules?.[0]?.http?.paths[0]?.backend).toEqual({ service: { name: 'web', port: { number: 80 } } });
});

test('an Ingress can have a certificate of its own', () => {
  const props = { ...identity, className: 'nginx', hosts: ['web.example.com'], backend, tlsSecret: 'web-tls' };
  const { spec } = new Ingress(aChart(), 'ingress', props).toJson();

  expect(spec?.tls?.[0]?.secretName).toBe('web-tls');
});
