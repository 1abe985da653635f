import { environmentYaml as env, overlayYaml as release, platformYaml as platform } from '../helpers/a-catalog';
import { placesOf } from '../helpers/places-of';

const manual = env.replace('mode: automatic', 'mode: manual');
const friday = 'freezes: [{ reason: "Friday", schedule: "0 0 * * fri", duration: 24h, timeZone: Europe/Berlin }]\n';
const freeze = {
  reason: 'Friday',
  schedule: '0 0 * * fri',
  duration: '24h',
  timeZone: 'Europe/Berlin',
  allowsManualSync: false,
};
const server = 'https://kubernetes.default.svc';

function projectsOf(environment: string, files: Parameters<typeof placesOf>[0]) {
  return new Map(
    placesOf(files)
      .baseline(environment)
      .projects.map((project) => [project.name, project]),
  );
}

describe('a freeze', () => {
  it('is about what the environment has in its project, and about everything in the project of Slipway', () => {
    const projects = projectsOf('prod', { 'environments/prod.yaml': manual + friday });

    expect(projects.get('prod')?.freezes).toEqual([{ ...freeze, of: { server, namespaces: ['prod'] } }]);
    expect(projects.get('platform-prod')?.freezes).toEqual([{ ...freeze, of: { applications: ['*'] } }]);
  });

  it('leaves the other environments of a shared project alone, on one cluster or on two', () => {
    const files = {
      'platform.yaml': `${platform}argocd: { project: services }\n`,
      'environments/dev.yaml': env
        .replace('"{environment}"', '"{service}"')
        .replace('cluster: {', 'cluster: { server: "https://dev.example.com",'),
      'environments/prod.yaml': manual.replace('"{environment}"', '"{service}"') + friday,
      'services/orders/service.yaml': 'team: web-team\nports: [{ name: http, containerPort: 8080 }]\n',
      'services/orders/prod.yaml': release,
    };

    const shared = projectsOf('prod', files).get('services');

    expect(shared?.freezes).toEqual([{ ...freeze, of: { server, namespaces: ['orders', 'web'] } }]);
    expect(projectsOf('dev', files).get('services')).toEqual(shared);
    expect(projectsOf('dev', files).get('platform-dev')?.freezes).toEqual([]);
  });
});

describe('a role', () => {
  const owned = {
    'platform.yaml': `${platform}  sre: { owners: ["@your-org/sre"], groups: [sre-eu, sre-us] }\n  dba: { owners: ["@your-org/dba"] }\n`,
    'environments/prod.yaml': `${manual}owners: [sre, dba]\n`,
  };

  it('is had by the groups of the owners, on what the environment has in the project', () => {
    const projects = projectsOf('prod', owned);

    for (const name of ['prod', 'platform-prod']) {
      expect(projects.get(name)?.roles).toMatchObject([
        { name: 'sre-prod', groups: ['sre-eu', 'sre-us', 'dba'], applications: ['*-prod'] },
      ]);
    }
  });

  it('is missing where an environment has no owners', () => {
    const roles = [...projectsOf('dev', owned).values()].flatMap((project) => project.roles);

    expect(roles).toEqual([]);
  });

  it('names the Applications where the name of the environment ends that of another one in the project', () => {
    const projects = projectsOf('prod', {
      'platform.yaml': `${owned['platform.yaml']}argocd: { project: services }\n`,
      'environments/prod.yaml': owned['environments/prod.yaml'],
      'environments/pre-prod.yaml': `${manual}owners: [dba]\n`,
      'services/web/pre-prod.yaml': release,
    });

    expect(projects.get('services')?.roles).toMatchObject([
      { name: 'sre-pre-prod', groups: ['dba'], applications: ['*-pre-prod'] },
      { name: 'sre-prod', applications: ['web-prod'] },
    ]);
    // "pre-prod" has nothing in this one.
    expect(projects.get('platform-prod')?.roles).toMatchObject([{ applications: ['*-prod'] }]);
  });
});

test('whoever signs for an environment signs for each of its projects', () => {
  const projects = projectsOf('prod', {
    'environments/prod.yaml': `${manual}signatures: { keys: ["4AEE18F83AFDEB23"] }\n`,
  });

  expect([...projects.values()].map(({ signatureKeys }) => signatureKeys)).toEqual([
    ['4AEE18F83AFDEB23'],
    ['4AEE18F83AFDEB23'],
    ['4AEE18F83AFDEB23'],
  ]);
});
