import type { Cause } from '../cause';
import { applicationIn, servedName } from '../facts';
import { mappingAt, listAt, textAt } from '../../manifests/value-at';

export const notDetected: Cause = {
  id: 'not-detected',
  title: 'Argo CD does not know of the service',
  find: (one) => {
    // Who could not be asked has not said that there is none.
    if (applicationIn(one) !== undefined || one.gaps.some((gap) => gap.includes('applications.argoproj.io'))) return [];
    const parents = one.parents.map((name) => {
      const parent = one.applications.find((other) => servedName(other) === name);
      if (parent === undefined) return `"${name}" is not there`;
      const sync = textAt(parent, ['status', 'sync', 'status']) ?? 'Unknown';
      const [condition] = listAt(parent, ['status', 'conditions']);
      const said =
        textAt(condition, ['message']) ?? textAt(mappingAt(parent, ['status', 'operationState']), ['message']);
      return `"${name}" is ${sync}${said === undefined ? '' : `: ${said}`}`;
    });
    const [parent = 'its parent'] = one.parents;
    return [
      {
        what: `there is no Application "${one.application}"; of what makes it, ${parents.join(', ')}`,
        remedy: `look whether the rendered files are on the branch that Argo CD follows ("slipway synth", then commit and push); then argocd app get ${parent} --refresh, and argocd app sync ${parent}`,
      },
    ];
  },
  example: { applications: [{ metadata: { name: 'root-dev' }, status: { sync: { status: 'Synced' } } }] },
};
