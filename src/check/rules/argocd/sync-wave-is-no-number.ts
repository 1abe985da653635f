import { textAt, valueAt } from '../../../manifests/value-at';
import type { Rule } from '../../rule';

const annotation = 'argocd.argoproj.io/sync-wave';

export const syncWaveIsNoNumber: Rule = {
  id: 'sync-wave-is-no-number',
  title: 'a sync wave is no whole number',
  why: 'Argo CD takes what it cannot read for wave 0 and says nothing, so the object comes too early or too late: a Deployment before its database.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/',
  severity: 'error',
  failing: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: web
  namespace: shop
  annotations:
    argocd.argoproj.io/sync-wave: first
`,
  passing: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: web
  namespace: shop
  annotations:
    argocd.argoproj.io/sync-wave: "-1"
`,
  check(inventory, report) {
    for (const object of inventory.objects) {
      // A number without quotes is no annotation; the schema says so.
      if (valueAt(object.value, ['metadata', 'annotations', annotation]) === undefined) continue;
      const wave = textAt(object.value, ['metadata', 'annotations', annotation]);
      if (wave === undefined || /^[+-]?\d+$/.test(wave) || wave.includes('{{')) continue;
      report({
        object,
        path: ['metadata', 'annotations', annotation],
        message: `sync wave "${wave}" of "${object.name}" is no whole number, so it is 0`,
        hint: 'write a whole number in quotes: "-5", "0", "10"',
      });
    }
  },
};
