import { AllowDns } from '../../src/constructs/allow-dns';
import { dnsPeer } from '../../src/model/dns';
import { aChart, identity } from '../helpers/a-chart';

test('every pod may ask DNS, over UDP and TCP, and nothing is said of what comes in', () => {
  const { spec } = new AllowDns(aChart(), 'allow-dns', { ...identity, name: 'allow-dns', dns: [dnsPeer] }).toJson();

  expect(spec?.podSelector).toEqual({});
  expect(spec?.policyTypes).toEqual(['Egress']);
  expect(spec?.egress?.[0]?.ports).toEqual([
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ]);
});
