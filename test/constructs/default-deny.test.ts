import { DefaultDeny } from '../../src/constructs/default-deny';
import { aChart, identity } from '../helpers/a-chart';

test('everything is denied in a namespace, in both directions', () => {
  const { spec } = new DefaultDeny(aChart(), 'default-deny', { ...identity, name: 'default-deny' }).toJson();

  expect(spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
});
