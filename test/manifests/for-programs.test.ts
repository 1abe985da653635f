import { shippedMinors, readShippedSchemas } from '../../src/manifest-schemas/shipped-schemas';
import { isObjectForProgram } from '../../src/manifests/for-programs';
import { packageRoot } from '../helpers/run-slipway';

test.each(shippedMinors)(
  'an object without metadata is wrong, not for a program, where Slipway has its schema: %s',
  (minor) => {
    const { names } = readShippedSchemas(packageRoot, minor);
    const forPrograms = names.filter((name) => {
      const [apiVersion = '', kind = ''] = name.split(' ');
      return isObjectForProgram({ apiVersion, kind, spec: {} });
    });

    expect(names.length).toBeGreaterThan(100);
    expect(forPrograms).toEqual([]);
  },
);

test.each(['cert-manager.io/v1 Certificate', 'networking.istio.io/v1 VirtualService', 'velero.io/v1 Schedule'])(
  '%s is wrong without metadata, and not for a program',
  (name) => {
    const [apiVersion = '', kind = ''] = name.split(' ');

    expect(isObjectForProgram({ apiVersion, kind, spec: {} })).toBe(false);
    expect(isObjectForProgram({ apiVersion, kind, tests: [] })).toBe(true);
  },
);

test.each([
  ['kind.x-k8s.io/v1alpha4', 'Cluster'],
  ['install.istio.io/v1alpha1', 'IstioOperator'],
  ['skaffold/v4beta13', 'Config'],
  ['kubeadm.k8s.io/v1beta4', 'ClusterConfiguration'],
])('%s %s is for a program', (apiVersion, kind) => {
  expect(isObjectForProgram({ apiVersion, kind, spec: {} })).toBe(true);
  expect(isObjectForProgram({ apiVersion, kind, metadata: { name: 'web' } })).toBe(false);
});
