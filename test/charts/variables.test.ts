import { renderingOfExample } from '../helpers/vocabulary/example';

test('names are filled into variables of the service, of containers beside it and of jobs; other braces stay', () => {
  const texts = renderingOfExample({
    files: {
      'services/web/service.yaml': `team: web-team
system: shop
ports: [{ name: http, containerPort: 8080 }]
env: { UPLOADS: "http://uploads.{environment}.svc", LITERAL: "{{environment}}", SPRING: "\${environment}" }
sidecars: { proxy: { image: docker.io/library/proxy:v1, env: { WHO: "{service} of {team}" } } }
jobs: { seed: { when: once, image: docker.io/library/seed:v1, env: { SYSTEM: "{system}" } } }
`,
      'platform.yaml': `catalogVersion: 1
repository: { url: https://github.com/your-org/gitops.git }
registry: ghcr.io/your-org
teams: { web-team: { owners: ["@your-org/web-team"] } }
systems: { shop: {} }
`,
    },
  });
  const lines = (file: string): string => texts.get(`services/web/overlays/prod/${file}`) ?? '';

  expect(lines('deployment.yaml')).toContain('- name: UPLOADS\n          value: http://uploads.prod.svc\n');
  expect(lines('deployment.yaml')).toContain('value: "{environment}"\n');
  expect(lines('deployment.yaml')).toContain('value: "${environment}"\n');
  expect(lines('deployment.yaml')).toContain('value: web of web-team\n');
  expect(lines('job-seed.yaml')).toContain('value: shop\n');
});
