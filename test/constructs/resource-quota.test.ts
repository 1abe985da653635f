import { ResourceQuota } from '../../src/constructs/resource-quota';
import { aChart, identity } from '../helpers/a-chart';

test('a quota bounds requests and limits of CPU and memory, and pods', () => {
  const amounts = { requests: { cpu: '4', memory: '8Gi' }, limits: { cpu: '8', memory: '16Gi' }, pods: 20 };
  const { spec } = new ResourceQuota(aChart(), 'quota', { ...identity, ...amounts }).toJson();

  expect(spec?.hard).toEqual({
    'limits.cpu': '8',
    'limits.memory': '16Gi',
    pods: '20',
    'requests.cpu': '4',
    'requests.memory': '8Gi',
  });
});
