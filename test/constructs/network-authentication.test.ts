import { NetworkAuthentication } from '../../src/constructs/network-authentication';
import { aChart, identity } from '../helpers/a-chart';

test('callers outside the mesh are known by their network', () => {
  const { spec } = new NetworkAuthentication(aChart(), 'networks', { ...identity, networks: ['10.0.0.0/8'] }).toJson();

  expect(spec.networks).toEqual([{ cidr: '10.0.0.0/8' }]);
});
