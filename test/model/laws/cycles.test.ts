import type { CatalogService } from '../../../src/model/catalog';
import { checkCycles } from '../../../src/model/laws/cycles';
import { Platform } from '../../../src/model/platform';
import { Service } from '../../../src/model/service';
import { overlayYaml as release, serviceYaml as web } from '../../helpers/a-catalog';
import { problemsOf } from '../../helpers/problems-of';
import type { BadCatalog } from '../../helpers/problems-of';

it.each<BadCatalog>([
  [
    'itself',
    { 'services/web/service.yaml': web + 'dependsOn: [web]\n' },
    ['services/web/service.yaml:4:13: dependsOn[0]: service "web" depends on itself; remove this entry'],
  ],
  [
    'two',
    {
      'services/web/service.yaml': web + 'dependsOn: [api]\n',
      'services/api/service.yaml': web + 'dependsOn: [web]\n',
      'services/api/dev.yaml': release,
      'services/api/prod.yaml': release,
    },
    [
      'services/api/service.yaml:4:13: dependsOn[0]: services depend on each other in a circle: api -> web -> api; remove one of these dependencies',
    ],
  ],
  [
    'three, and one that waits for them',
    {
      'services/web/service.yaml': web + 'dependsOn: [api]\n',
      'services/api/service.yaml': web + 'dependsOn: [auth]\n',
      'services/api/dev.yaml': release,
      'services/api/prod.yaml': release,
      'services/auth/service.yaml': web + 'dependsOn: [cache, web]\n',
      'services/auth/dev.yaml': release,
      'services/auth/prod.yaml': release,
      'services/cache/service.yaml': web,
      'services/cache/dev.yaml': release,
      'services/cache/prod.yaml': release,
      'services/admin/service.yaml': web + 'dependsOn: [web]\n',
      'services/admin/dev.yaml': release,
      'services/admin/prod.yaml': release,
    },
    [
      'services/api/service.yaml:4:13: dependsOn[0]: services depend on each other in a circle: api -> auth -> web -> api; remove one of these dependencies',
    ],
  ],
])('refuses services that wait for each other: %s', (_, files, problems) => {
  expect(problemsOf(files)).toEqual(problems);
});

it('follows a chain of 5,000 services', () => {
  const services = Array.from({ length: 5000 }, (_, n): [string, CatalogService] => [
    `s${n}`,
    { service: Service.parse({ team: 'a', ports, dependsOn: [`s${n + 1}`] }), overlays: new Map() },
  ]);

  expect(checkCycles({ platform, environments: new Map(), services: new Map(services) })).toEqual([]);
});

it('reports a circle of 5,000 services once', () => {
  const services = Array.from({ length: 5000 }, (_, n): [string, CatalogService] => [
    `s${n}`,
    { service: Service.parse({ team: 'a', ports, dependsOn: [`s${(n + 1) % 5000}`] }), overlays: new Map() },
  ]);

  expect(checkCycles({ platform, environments: new Map(), services: new Map(services) })).toMatchObject([
    { document: 'services/s0/service.yaml', path: ['dependsOn', 0] },
  ]);
});

it('accepts services that are needed by several', () => {
  const dependsOn: Record<string, string[]> = {
    web: ['api', 'auth'],
    api: ['auth', 'cache'],
    auth: ['cache'],
    cache: [],
  };
  const services = Object.entries(dependsOn).map(([name, names]): [string, CatalogService] => [
    name,
    { service: Service.parse({ team: 'a', ports, dependsOn: names }), overlays: new Map() },
  ]);

  expect(checkCycles({ platform, environments: new Map(), services: new Map(services) })).toEqual([]);
});

const ports = [{ name: 'http', containerPort: 8080 }];
const platform = Platform.parse({
  catalogVersion: 1,
  repository: { url: 'https://github.com/your-org/gitops.git' },
  registry: 'ghcr.io/your-org',
  teams: { a: { owners: ['@a'] } },
});
