import {
  environmentYaml as env,
  overlayYaml as release,
  platformYaml as platform,
  serviceYaml as web,
} from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';
import type { BadCatalog } from '../../helpers/problems-of';

it.each<BadCatalog>([
  [
    'team',
    { 'services/web/service.yaml': 'team: web-taem\nports:\n  - { name: http, containerPort: 8080 }\n' },
    ['services/web/service.yaml:1:7: team: unknown team "web-taem"; did you mean "web-team"?'],
  ],
  [
    'team that every object inherits',
    { 'services/web/service.yaml': 'team: constructor\nports:\n  - { name: http, containerPort: 8080 }\n' },
    ['services/web/service.yaml:1:7: team: unknown team "constructor"; known are web-team'],
  ],
  [
    'owner of the platform',
    { 'platform.yaml': platform + 'owners: [sre]\n' },
    [expect.stringMatching(/^platform\.yaml:\d+:10: owners\[0\]: unknown team "sre"; known are web-team$/)],
  ],
  [
    'owner of an environment',
    { 'environments/dev.yaml': env + 'owners: [web-team, sre]\n' },
    ['environments/dev.yaml:14:20: owners[1]: unknown team "sre"; known are web-team'],
  ],
  [
    'system',
    { 'platform.yaml': platform + 'systems: { shop: {} }\n', 'services/web/service.yaml': web + 'system: shopp\n' },
    ['services/web/service.yaml:4:9: system: unknown system "shopp"; did you mean "shop"?'],
  ],
  [
    'system where there is none',
    { 'services/web/service.yaml': web + 'system: shop\n' },
    ['services/web/service.yaml:4:9: system: unknown system "shop"; there is none yet'],
  ],
  [
    'environment of an overlay',
    { 'services/web/prd.yaml': release, 'services/web/staging.yaml': release },
    [
      'services/web/prd.yaml: unknown environment "prd"; rename the file to "prod.yaml", or add catalog/environments/prd.yaml',
      'services/web/staging.yaml: unknown environment "staging"; known are dev, prod; rename the file, or add catalog/environments/staging.yaml',
    ],
  ],
  [
    'environment of an overlay, by its alias',
    { 'environments/prod.yaml': env + 'aliases: [production]\n', 'services/web/production.yaml': release },
    [
      'services/web/production.yaml: unknown environment "production"; "production" is an alias: call the file prod.yaml',
    ],
  ],
  [
    'environment that it was promoted from',
    { 'services/web/prod.yaml': 'release: { version: v1.0.0, promotedFrom: stagin }\n' },
    ['services/web/prod.yaml:1:43: release.promotedFrom: unknown environment "stagin"; known are dev, prod'],
  ],
  [
    'service',
    {
      'services/auth/service.yaml': web,
      'services/auth/dev.yaml': release,
      'services/auth/prod.yaml': release,
      'services/web/service.yaml': web + 'dependsOn: [auht, database]\n',
    },
    [
      'services/web/service.yaml:4:13: dependsOn[0]: unknown service "auht"; did you mean "auth"?',
      'services/web/service.yaml:4:19: dependsOn[1]: unknown service "database"; known are auth',
    ],
  ],
  [
    'port of a service',
    {
      'services/auth/service.yaml': web,
      'services/auth/dev.yaml': release,
      'services/auth/prod.yaml': release,
      'services/web/service.yaml': web + 'dependsOn: [{ service: auth, ports: [htpp, grpc] }]\n',
    },
    [
      'services/web/service.yaml:4:13: dependsOn[0]: service "auth" has no port "htpp"; did you mean "http"?',
      'services/web/service.yaml:4:13: dependsOn[0]: service "auth" has no port "grpc"; known are http',
    ],
  ],
  [
    'service in an environment',
    {
      'services/auth/service.yaml': web,
      'services/auth/dev.yaml': release,
      'services/web/service.yaml': web + 'dependsOn: [auth]\n',
    },
    [
      'services/web/service.yaml:4:13: dependsOn[0]: service "auth" is not deployed in environment "prod", where "web" needs it; add catalog/services/auth/prod.yaml or remove catalog/services/web/prod.yaml',
    ],
  ],
  [
    'service that is retired in an environment',
    {
      'services/auth/service.yaml': web,
      'services/auth/dev.yaml': release,
      'services/auth/prod.yaml': release + 'retired: true\n',
      'services/web/service.yaml': web + 'dependsOn: [auth]\n',
    },
    [
      'services/web/service.yaml:4:13: dependsOn[0]: service "auth" is retired in environment "prod", where "web" needs it; remove it from dependsOn, or write "retired: true" into catalog/services/web/prod.yaml, too',
    ],
  ],
  [
    'service that is named twice',
    {
      'services/auth/service.yaml': web,
      'services/auth/dev.yaml': release,
      'services/auth/prod.yaml': release,
      'services/web/service.yaml': web + 'dependsOn: [auth, { service: auth, ports: [http] }]\n',
    },
    [
      'services/web/service.yaml:4:19: dependsOn[1]: service "auth" is named twice; keep one entry, with all ports that are called',
    ],
  ],
  [
    'contact of a team',
    {
      'platform.yaml': platform + 'notifications: { slack: [on-deployed] }\n',
      'environments/dev.yaml': env + 'notifications: { pagerduty: [on-sync-failed] }\n',
    },
    [
      'platform.yaml:5:13: teams.web-team: team "web-team" has no slack, but platform.yaml sends events there; add teams.web-team.slack or remove notifications.slack',
      'platform.yaml:5:13: teams.web-team: team "web-team" has no pagerduty, but environments/dev.yaml sends events there; add teams.web-team.pagerduty or remove notifications.pagerduty',
    ],
  ],
  [
    'alias that means another environment',
    { 'environments/dev.yaml': env + 'aliases: [prod, live]\n', 'environments/prod.yaml': env + 'aliases: [live]\n' },
    [
      'environments/dev.yaml:14:11: aliases[0]: alias "prod" already means environment "prod"; choose another alias or remove it',
      'environments/prod.yaml:14:11: aliases[0]: alias "live" already means environment "dev"; choose another alias or remove it',
    ],
  ],
])('refuses a reference to nothing: %s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});

test('what is retired may depend on what is retired, and on what is gone', () => {
  const retired = release + 'retired: true\n';
  const files = {
    'services/auth/service.yaml': web,
    'services/auth/dev.yaml': retired,
    'services/web/service.yaml': web + 'dependsOn: [auth]\n',
    'services/web/dev.yaml': retired,
    'services/web/prod.yaml': retired,
  };

  expect(problemsOf(files)).toEqual([]);
});
