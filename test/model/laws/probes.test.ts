import { overlayYaml as release, serviceYaml as web } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';
import type { BadCatalog } from '../../helpers/problems-of';

it.each<BadCatalog>([
  [
    'a command that is missing',
    { 'services/web/service.yaml': web + 'probes: { liveness: { protocol: exec } }\n' },
    [
      'services/web/service.yaml:4:33: probes.liveness.protocol: service "web" has the liveness probe "exec" without a command; add probes.liveness.command, such as ["/bin/alive"]',
    ],
  ],
  [
    'a command that nobody runs',
    { 'services/web/service.yaml': web + 'probes: { readiness: { command: [/app/ready] } }\n' },
    [
      'services/web/service.yaml:4:33: probes.readiness.command: service "web" has probes.readiness.command, which a probe "http" does not look at; it goes with probes.readiness.protocol "exec"; remove one of them',
    ],
  ],
  [
    'headers that nobody sends, in one environment',
    {
      'services/web/service.yaml': web + 'probes: { readiness: { headers: { Host: web.example.com } } }\n',
      'services/web/dev.yaml': release + 'probes: { readiness: { protocol: tcp } }\n',
    },
    [
      'services/web/dev.yaml:2:34: probes.readiness.protocol: service "web" in "dev" has probes.readiness.headers, which a probe "tcp" does not look at; it goes with probes.readiness.protocol "http" or "https"; remove one of them',
    ],
  ],
  [
    'a header that is none',
    { 'services/web/service.yaml': web + 'probes: { liveness: { headers: { "X Y": a, Z: "a\\nb" } } }\n' },
    [
      'services/web/service.yaml:4:34: probes.liveness.headers["X Y"]: key "X Y" must be letters, digits and "-"',
      'services/web/service.yaml:4:47: probes.liveness.headers.Z: "a\\nb" must not have control characters',
    ],
  ],
])('refuses %s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});

it('takes a startup probe that asks otherwise than the liveness probe whose command it has', () => {
  const probes = 'probes: { liveness: { protocol: exec, command: [/alive] }, startup: { protocol: tcp } }\n';

  expect(problemsOf({ 'services/web/service.yaml': web + probes })).toEqual([]);
});
