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
  ...['/etc', '//etc', '/usr', '/usr/bin', '/usr//lib/', '/bin', '/sbin', '/lib', '/lib64'].flatMap((folder) => [
    [`config: { mountPath: ${folder}, values: { a: b } }`, 'which the volume would hide'],
    [`scratch: { ${folder}: 64Mi }`, 'which the volume would hide'],
    [`volumes: { a: { emptyDir: {}, mounts: [{ mountPath: ${folder} }] } }`, 'which the volume would hide'],
  ]),
  ['storage: { size: 1Gi, mountPath: /etc }', 'which the volume would hide'],
  ['secrets: { mountPath: /usr, keys: { a: {} } }', 'which the volume would hide'],
  ['config: { mountPath: /etc/., values: { a: b } }', 'must be written without "." and ".."'],
  ['config: { mountPath: /run, values: { a: b } }', 'must not be /run'],
  ['secrets: { mountPath: //var/run, keys: { a: {} } }', 'must not be /run'],
  ['env: { A: "x\\0y" }', 'must not have the character NUL'],
  ['args: ["x\\0y"]', 'must not have the character NUL'],
  ['command: ["x\\0y"]', 'must not have the character NUL'],
  ['security: { runAsUser: 2147483648 }', 'must be 2147483647 or less'],
  ['security: { runAsGroup: 2147483648 }', 'must be 2147483647 or less'],
  ['security: { fsGroup: 2147483648 }', 'must be 2147483647 or less'],
  ['probes: { startup: { failureThreshold: 2147483648 } }', 'must be 2147483647 or less'],
  ['mesh: { failureAccrual: 2147483648 }', 'must be 2147483647 or less'],
  ['disruption: { maxUnavailable: 2147483648 }', 'must be 2147483647 or less'],
  ['metrics: { interval: 1s1h }', 'must be a duration'],
  ['metrics: { interval: 1m1m }', 'must be a duration'],
  ['metrics: { interval: "" }', 'must be a duration'],
  ['mesh: { timeout: 100000s }', 'at most five digits'],
  ['egress: [{ cidr: 10.1.2.3/16, ports: [443] }]', 'must be the first address of its network'],
  ['public: true\nexposure: { path: /a//b }', 'must be written without'],
  ['public: true\nexposure: { path: /a/../b }', 'must be written without'],
  ['public: true\nexposure: { path: /a/. }', 'must be written without'],
  ['public: true\nexposure: { path: /a%2fb }', 'must be written without'],
  ['public: true\nexposure: { path: "/a{b}" }', 'must have letters, digits'],
  ['public: true\nexposure: { path: /a%zz }', 'must have letters, digits'],
  [`public: true\nexposure: { path: /${'a'.repeat(1024)} }`, 'must have at most 1024 characters'],
])('what Kubernetes or the kubelet would refuse, the catalog refuses: %s', (setting, message) => {
  expect(problemsWith(setting)).toEqual([expect.stringContaining(message)]);
});

test.each([
  'config: { values: { ".env": x, "a..b": y } }',
  'scratch: { /dev/shm: 64Mi, /process: 1Mi, /var/cache/: 1Mi, /a/..b: 1Mi }',
  'secrets: { mountPath: /run/secrets/web, keys: { a: {} } }',
  'config: { mountPath: /etc/app, values: { a: b } }',
  'scratch: { /run: 64Mi, /usr/share/nginx/html: 1Mi, /library: 1Mi, /etcd: 1Mi }',
  'security: { runAsUser: 2147483647 }',
  'metrics: { interval: 1h30m5s500ms }',
  'mesh: { timeout: 500ms }',
  'egress: [{ cidr: 10.1.0.0/16, ports: [443] }, { cidr: 0.0.0.0/0, ports: [443] }, { cidr: 10.1.2.3/32, ports: [443] }]',
  'public: true\nexposure: { path: "/a.b/..c/%20(~!$&\'*+,;=:@)/" }',
])('what they take stays: %s', (setting) => {
  expect(problemsWith(setting)).toEqual([]);
});
