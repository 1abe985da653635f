import { MeshTlsAuthentication } from '../../src/constructs/mesh-tls-authentication';
import { aChart, identity } from '../helpers/a-chart';

test('callers are ServiceAccounts, wherever they are', () => {
  const serviceAccounts = [{ name: 'api', namespace: 'orders' }];
  const { spec } = new MeshTlsAuthentication(aChart(), 'callers', { ...identity, serviceAccounts }).toJson();

  expect(spec.identityRefs).toEqual([{ kind: 'ServiceAccount', name: 'api', namespace: 'orders' }]);
});
