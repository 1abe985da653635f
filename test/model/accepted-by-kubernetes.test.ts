import { serviceYaml } from '../helpers/a-catalog';
import { problemsOf } from '../helpers/problems-of';

const problemsWith = (setting: string): readonly string[] =>
  problemsOf({ 'services/web/service.yaml': `${serviceYaml}${setting}\n` });

test.each([
  ['config: { values: { "..": x } }', 'must not be "." and not begin with ".."'],
  ['config: { values: { "..a": x } }', 'must not be "." and not begin with ".."'],
  ['config: { values: { ".": x } }', 'must not be "." and not begin with ".."'],
  ['storage: { size: 1Gi, mountPath: "/" }', 'must not be "/"'],
  ['storage: { size: 1Gi, mountPath: /data/../etc }', 'must be written without "." and ".."'],
  ['storage: { size: 1Gi, mountPath: /.. }', 'must be written without "." and ".."'],
  ['storage: { size: 1Gi, mountPath: "/a:b" }', 'must not have a colon'],
  ['storage: { size: 1Gi, mountPath: "/data\\nx" }', 'must be an absolute path'],
  ['storage: { size: 1Gi, mountPath: /proc }', 'must not be a folder of the system'],
  ['scratch: { /sys/fs: 64Mi }', 'must not be a folder of the system'],
  ['scratch: { //dev: 64Mi }', 'must not be a folder of the system'],
  ['scratch: { /var/run/secrets/kubernetes.io/serviceaccount: 64Mi }', 'must not be a folder of the system'],
  ['config: { mountPath: /dev/null, values: { a: b } }', 'must not be a folder of the system'],
  ['env: { A: "x\\0y" }', 'must not have the character NUL'],
  ['args: ["x\\0y"]', 'must not have the character NUL'],
  ['command: ["x\\0y"]', 'must not have the character NUL'],
])('what Kubernetes or the kubelet would refuse, the catalog refuses: %s', (setting, message) => {
  expect(problemsWith(setting)).toEqual([expect.stringContaining(message)]);
});

test.each([
  'config: { values: { ".env": x, "a..b": y } }',
  'scratch: { /dev/shm: 64Mi, /process: 1Mi, /var/cache/: 1Mi, /a/..b: 1Mi }',
  'secrets: { mountPath: /run/secrets/web, keys: { a: {} } }',
])('what they take stays: %s', (setting) => {
  expect(problemsWith(setting)).toEqual([]);
});
