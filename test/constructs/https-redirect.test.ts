import { HttpsRedirect } from '../../src/constructs/https-redirect';
import { aChart, identity } from '../helpers/a-chart';

const parent = { kind: 'gateway', name: 'public', namespace: 'gateway-system', listener: 'http' } as const;

test('callers are sent to the same place over TLS, for good, and to no backend', () => {
  const hosts = ['web.example.com'];
  const { spec } = new HttpsRedirect(aChart(), 'redirect', { ...identity, parent, hosts }).toJson();

  expect(spec.hostnames).toEqual(hosts);
  expect(spec.rules).toEqual([
    {
      matches: [{ path: { type: 'PathPrefix', value: '/' } }],
      filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }],
    },
  ]);
});

test('without hosts it is about every host of the listener', () => {
  expect(new HttpsRedirect(aChart(), 'redirect', { ...identity, parent }).toJson().spec).not.toHaveProperty(
    'hostnames',
  );
});
