import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { readLifecycles } from '../../scripts/manifest-schemas/read-lifecycles';
import { lifecycleStage } from '../../src/manifest-schemas/lifecycle';
import { temporaryFolder } from '../helpers/temporary-folder';

const source = `package v1beta1

func (in *Ingress) APILifecycleIntroduced() (major, minor int) {
	return 1, 14
}

// It is controlled by "k8s:prerelease-lifecycle-gen:deprecated" tags in types.go.
func (in *Ingress) APILifecycleDeprecated() (major, minor int) {
	return 1, 19
}

func (in *Ingress) APILifecycleReplacement() schema.GroupVersionKind {
	return schema.GroupVersionKind{Group: "networking.k8s.io", Version: "v1", Kind: "Ingress"}
}

func (in *Ingress) APILifecycleRemoved() (major, minor int) {
	return 1, 22
}

func (in *IngressList) APILifecycleRemoved() (major, minor int) {
	return 1, 22
}

func (in *IPAddress) APILifecycleIntroduced() (major, minor int) {
	return 1, 31
}
`;

test('the end of a kind is read from the Go files that Kubernetes generates', () => {
  const module = temporaryFolder();
  const folder = join(module, 'extensions', 'v1beta1');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'register.go'), 'package v1beta1\n\nconst GroupName = "extensions"\n');
  writeFileSync(join(folder, 'zz_generated.prerelease-lifecycle.go'), source);

  expect(readLifecycles(module)).toEqual({
    'extensions/v1beta1 Ingress': {
      deprecatedIn: '1.19',
      removedIn: '1.22',
      replacement: 'networking.k8s.io/v1 Ingress',
    },
  });
});

test.each([
  ['1.9', 'current'],
  ['1.18', 'current'],
  ['1.19', 'deprecated'],
  ['1.21', 'deprecated'],
  ['1.22', 'removed'],
  ['1.36', 'removed'],
])('in %s it is %s', (minor, stage) => {
  expect(lifecycleStage({ deprecatedIn: '1.19', removedIn: '1.22' }, minor)).toBe(stage);
});

test('a kind without an end stays', () => {
  expect(lifecycleStage({}, '1.36')).toBe('current');
});
