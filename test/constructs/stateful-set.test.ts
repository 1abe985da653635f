import { StatefulSet } from '../../src/constructs/stateful-set';
import type { StatefulSetProps } from '../../src/constructs/stateful-set';
import { aChart, identity } from '../helpers/a-chart';
import { aPod } from '../helpers/a-pod';

function statefulSet(props: Partial<StatefulSetProps> = {}) {
  return new StatefulSet(aChart(), 'stateful-set', {
    ...identity,
    selector: { app: 'web' },
    headlessServiceName: 'web-headless',
    replicas: 1,
    volumes: [{ name: 'data', mountPath: '/data', size: '10Gi', className: 'fast' }],
    pod: aPod(),
    ...props,
  }).toJson();
}

test('each pod has its volume, mounted where it is wanted', () => {
  const { spec } = statefulSet();

  expect(spec?.volumeClaimTemplates?.[0]?.spec).toEqual({
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '10Gi' } },
    storageClassName: 'fast',
    volumeMode: 'Filesystem',
  });
  expect(spec?.template.spec?.containers[0]?.volumeMounts).toEqual([{ name: 'data', mountPath: '/data' }]);
});

test('volumes stay when pods or the StatefulSet go', () => {
  expect(statefulSet().spec?.persistentVolumeClaimRetentionPolicy).toEqual({
    whenDeleted: 'Retain',
    whenScaled: 'Retain',
  });
});

test('a new release does not touch the claim templates, which cannot be changed', () => {
  const labels = (version: string) => ({ app: 'web', 'app.kubernetes.io/version': version });

  const before = statefulSet({ labels: labels('v1'), pod: aPod({ labels: labels('v1') }) });
  const after = statefulSet({ labels: labels('v2'), pod: aPod({ labels: labels('v2') }) });

  expect(after.spec?.volumeClaimTemplates).toEqual(before.spec?.volumeClaimTemplates);
  expect(after.spec?.selector).toEqual(before.spec?.selector);
});

test('a headless Service gives each pod a host name', () => {
  expect(statefulSet().spec?.serviceName).toBe('web-headless');
});
