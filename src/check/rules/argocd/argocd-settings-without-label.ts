import type { ManifestObject } from '../../../manifests/manifest';
import { textAt } from '../../../manifests/value-at';
import type { Inventory } from '../../inventory';
import type { Rule } from '../../rule';

export const argocdSettingsWithoutLabel: Rule = {
  id: 'argocd-settings-without-label',
  title: 'settings of Argo CD have no label by which it finds them',
  why: 'Argo CD reads its ConfigMaps and its Secret by the label app.kubernetes.io/part-of: argocd. Without it none of the settings holds, and some versions do not start.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/',
  severity: 'warning',
  failing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-cm, namespace: argocd }
data: { url: https://argocd.example.com }
`,
  passing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-cm, namespace: argocd, labels: { app.kubernetes.io/part-of: argocd } }
data: { url: https://argocd.example.com }
`,
  check(inventory, report) {
    for (const object of [...inventory.ofKind('ConfigMap', ''), ...inventory.ofKind('Secret', '')]) {
      if (!settings.has(`${object.kind}/${object.name}`)) continue;
      if (textAt(object.value, ['metadata', 'labels', label]) === 'argocd' || isPatch(inventory, object)) continue;
      report({
        object,
        path: ['metadata', 'labels'],
        message: `${object.kind} "${object.name}" has no label "${label}: argocd", without which Argo CD does not see it`,
        hint: `add "${label}: argocd" to metadata.labels`,
      });
    }
  },
};

const label = 'app.kubernetes.io/part-of';
const settings: ReadonlySet<string> = new Set([
  'ConfigMap/argocd-cm',
  'ConfigMap/argocd-rbac-cm',
  'Secret/argocd-secret',
]);

/** A file that changes the settings of an installation beside it has no labels of its own. */
function isPatch(inventory: Inventory, { file }: ManifestObject): boolean {
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  return inventory.kustomizations.some((one) => one.file.slice(0, one.file.lastIndexOf('/') + 1) === folder);
}
