import { listAt, textAt } from '../../manifests/value-at';
import type { Cause } from '../cause';
import { applicationIn } from '../facts';

export const notCompared: Cause = {
  id: 'not-compared',
  title: 'Argo CD cannot compare the service with Git',
  find: (one) => {
    const application = applicationIn(one);
    return listAt(application, ['status', 'conditions'])
      .filter((condition) => isOfComparison(textAt(condition, ['type']) ?? ''))
      .map((condition) => ({
        what: `${textAt(condition, ['type'])}: ${textAt(condition, ['message'])}`,
        remedy: `a path that is not on the branch wants a push; a project that does not permit it wants the bootstrap of ${one.environment} synced; a repository that cannot be read wants its credentials looked at. Then argocd app get ${one.application} --refresh`,
      }));
  },
  example: {
    applications: [
      {
        metadata: { name: 'web-dev' },
        status: {
          sync: { status: 'Unknown' },
          conditions: [{ type: 'ComparisonError', message: 'services/web/overlays/dev: app path does not exist' }],
        },
      },
    ],
  },
};

function isOfComparison(type: string): boolean {
  return type.endsWith('Error') && type !== 'SyncError';
}
