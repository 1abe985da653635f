import { overlayYaml as release, serviceYaml as web } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';
import type { BadCatalog } from '../../helpers/problems-of';

const worker = 'team: web-team\nports: []\n';

it('takes a service that listens on nothing', () => {
  expect(problemsOf({ 'services/web/service.yaml': worker })).toEqual([]);
});

it.each<BadCatalog>([
  [
    'a caller',
    {
      'services/web/service.yaml': worker,
      'services/api/service.yaml': web + 'dependsOn: [web]\n',
      'services/api/dev.yaml': release,
    },
    [
      'services/api/service.yaml:4:13: dependsOn[0]: service "web" listens on nothing, so nobody can call it; remove this entry, or add a port to catalog/services/web/service.yaml',
    ],
  ],
  [
    'a way in',
    { 'services/web/service.yaml': worker + 'public: true\n' },
    [
      'services/web/service.yaml:3:9: public: service "web" listens on nothing, and a route leads to a port; add the port to ports, or leave this out',
    ],
  ],
  [
    'a backup',
    {
      'services/web/service.yaml':
        worker +
        'storage: { size: 1Gi, mountPath: /data }\nbackup: { schedule: "0 2 * * *", retentionDays: 7, size: 1Gi, command: [dump] }\n',
    },
    [
      'services/web/service.yaml:4:9: backup: service "web" listens on nothing, and a backup calls the service; add the port to ports, or leave this out',
    ],
  ],
  [
    'two versions that take requests',
    { 'services/web/service.yaml': worker + 'rollout: { strategy: blueGreen, analysis: false }\n' },
    [
      'services/web/service.yaml:3:22: rollout.strategy: service "web" listens on nothing, and blueGreen moves requests from one version to the next; add the port to ports, or leave this out',
    ],
  ],
  [
    'measured requests',
    {
      'services/web/service.yaml':
        worker + 'rollout: { strategy: canary, analysis: true, steps: [{ setWeight: 50 }] }\n',
    },
    [
      'services/web/service.yaml:3:40: rollout.analysis: service "web" listens on nothing, and an analysis measures requests; add the port to ports, or leave this out',
    ],
  ],
  [
    'routes of a mesh',
    { 'services/web/service.yaml': worker + 'mesh: { provider: linkerd, routes: service-profile }\n' },
    [
      'services/web/service.yaml:3:36: mesh.routes: service "web" listens on nothing, and a ServiceProfile is about requests; add the port to ports, or leave this out',
    ],
  ],
  [
    'metrics',
    { 'services/web/service.yaml': worker + 'monitoring: { scrape: true }\nmetrics: { port: http }\n' },
    [
      'services/web/service.yaml:4:18: metrics.port: metrics.port names a port, and service "web" listens on nothing; add the port to ports, or leave out what asks it',
    ],
  ],
  [
    'a probe over the network',
    { 'services/web/service.yaml': worker + 'probes: { liveness: { protocol: http, port: http } }\n' },
    [
      'services/web/service.yaml:3:45: probes.liveness.port: probes.liveness.port names a port, and service "web" listens on nothing; add the port to ports, or leave out what asks it',
    ],
  ],
])('refuses of a service that listens on nothing: %s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});

it('refuses to ask a port of UDP, and asks it nothing by itself', () => {
  const dns = 'team: web-team\nports: [{ name: dns, containerPort: 5353, protocol: udp }]\n';
  const asked = `${dns}probes: { liveness: { protocol: tcp, port: dns } }\nmonitoring: { scrape: true }\nmetrics: { port: dns }\n`;

  expect(problemsOf({ 'services/web/service.yaml': dns })).toEqual([]);
  expect(problemsOf({ 'services/web/service.yaml': asked })).toEqual([
    'services/web/service.yaml:3:44: probes.liveness.port: port "dns" of service "web" is one of UDP, which nobody can ask for an answer; name a port of TCP, or leave out what asks it',
    'services/web/service.yaml:5:18: metrics.port: port "dns" of service "web" is one of UDP, which nobody can ask for metrics; name a port of TCP, or leave out what asks it',
  ]);
});
