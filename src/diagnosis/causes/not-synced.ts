import { textAt } from '../../manifests/value-at';
import type { Cause } from '../cause';
import { applicationIn, syncMessages } from '../facts';

export const notSynced: Cause = {
  id: 'not-synced',
  title: 'what Git says is not applied, and nothing is wrong with it',
  find: (one) => {
    const application = applicationIn(one);
    const sync = textAt(application, ['status', 'sync', 'status']);
    const phase = textAt(application, ['status', 'operationState', 'phase']);
    if (sync !== 'OutOfSync' || phase === 'Running' || syncMessages(one).length > 0) return [];
    const commands = `argocd app diff ${one.application}, then argocd app sync ${one.application}`;
    return [
      one.isAutomatic
        ? {
            what: `"${one.application}" differs from Git, and Argo CD does not begin a sync by itself`,
            remedy: `a sync window or somebody's hand may keep it back: argocd app get ${one.application} shows both. ${commands}`,
          }
        : {
            what: `"${one.application}" differs from Git, and is synced by people`,
            remedy: `${commands}; or "slipway why" what its change still waits for`,
          },
    ];
  },
  example: { applications: [{ metadata: { name: 'web-dev' }, status: { sync: { status: 'OutOfSync' } } }] },
};
