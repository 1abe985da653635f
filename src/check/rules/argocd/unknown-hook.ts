import { textAt } from '../../../manifests/value-at';
import { nearest } from '../../../model/nearest';
import type { Rule } from '../../rule';

/** What Argo CD takes for each annotation. PreDelete came after 3.2. */
const known: Readonly<Record<string, readonly string[]>> = {
  'argocd.argoproj.io/hook': ['PreSync', 'Sync', 'PostSync', 'SyncFail', 'PostDelete', 'PreDelete', 'Skip'],
  'argocd.argoproj.io/hook-delete-policy': ['HookSucceeded', 'HookFailed', 'BeforeHookCreation'],
};

export const unknownHook: Rule = {
  id: 'unknown-hook',
  title: 'a hook, or the policy that deletes it, has a name that Argo CD does not know',
  why: 'An object with an unknown hook is a hook of no phase: it is never applied, and nothing says so. A migration that should run before the sync does not run.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/resource_hooks/',
  severity: 'error',
  failing: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: before
  namespace: shop
  annotations:
    argocd.argoproj.io/hook: PreSyncs
    argocd.argoproj.io/hook-delete-policy: hook-succeeded
`,
  passing: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: before
  namespace: shop
  annotations:
    argocd.argoproj.io/hook: PreSync
    argocd.argoproj.io/hook-delete-policy: HookSucceeded
`,
  check(inventory, report) {
    for (const object of inventory.objects) {
      for (const [annotation, names] of Object.entries(known)) {
        const text = textAt(object.value, ['metadata', 'annotations', annotation]);
        if (text === undefined || text.includes('{{')) continue;
        for (const name of text.split(',').map((one) => one.trim())) {
          if (name === '' || names.includes(name)) continue;
          const meant = nearest(name.replaceAll('-', ''), names);
          report({
            object,
            path: ['metadata', 'annotations', annotation],
            message: `"${name}" of "${object.name}" is no ${annotation.endsWith('hook') ? 'hook' : 'policy'} of Argo CD`,
            hint: meant === undefined ? `write one of ${names.join(', ')}` : `write "${meant}"`,
          });
        }
      }
    }
  },
};
