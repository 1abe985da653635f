import { join } from 'node:path';

import { expectGolden } from '../helpers/golden';
import { renderShippedCatalog } from '../helpers/shipped-catalog';

const { texts, codeOwners } = renderShippedCatalog();
const folder = join(__dirname, '..', 'golden');

/** What reviewers read of each system: everything in one environment, and the others where they differ. */
const shown: Readonly<Record<string, readonly string[]>> = {
  'payment-service': [
    ...everywhere('payment-service', 'dev', 'prod'),
    'argocd/dev/apps/payment-service.yaml',
    'argocd/prod/apps/payment-service.yaml',
  ],
  apm: [...everywhere('apm', 'dev', 'staging', 'prod'), 'argocd/prod/apps/apm.yaml'],
  'user-service': [
    ...everywhere('user-service', 'dev', 'prod'),
    'services/user-service/overlays/staging/horizontal-pod-autoscaler.yaml',
    'argocd/dev/apps/user-service.yaml',
    'argocd/prod/apps/user-service.yaml',
  ],
  blog: [
    ...everywhere('blog-database', 'dev'),
    ...everywhere('blog-backend', 'dev'),
    ...everywhere('blog-frontend', 'dev'),
    'argocd/dev/apps/k8s-blog.yaml',
    'argocd/dev/systems/k8s-blog/',
    'services/blog-database/overlays/prod/prometheus-rule.yaml',
  ],
  game: [
    ...everywhere('world-state', 'dev'),
    ...everywhere('persistence-service', 'dev'),
    ...everywhere('graphics-gateway', 'dev'),
    'argocd/dev/apps/game.yaml',
    'argocd/prod/apps/game.yaml',
    'argocd/dev/apps/client.yaml',
  ],
  platform: [
    'argocd/dev/bootstrap/',
    'argocd/dev/baseline/',
    'argocd/dev/apps/baseline.yaml',
    'argocd/prod/bootstrap/',
    'argocd/prod/baseline/',
    'argocd/prod/apps/baseline.yaml',
  ],
};

test.each(Object.entries(shown))('%s is rendered as reviewed', (system, starts) => {
  const rendered = new Map([...texts].filter(([path]) => starts.some((start) => path.startsWith(start))));

  expect(starts.filter((start) => ![...texts.keys()].some((path) => path.startsWith(start)))).toEqual([]);
  expectGolden(join(folder, system), rendered);
});

test('CODEOWNERS is rendered as reviewed', () => {
  expectGolden(join(folder, 'owners'), new Map([['CODEOWNERS', `${codeOwners.join('\n')}\n`]]));
});

function everywhere(service: string, ...environments: readonly string[]): readonly string[] {
  return environments.map((environment) => `services/${service}/overlays/${environment}/`);
}
