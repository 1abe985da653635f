import { mappingAt } from '../../../manifests/value-at';
import { namedPathsOf } from '../../kustomize/named-paths';
import type { Inventory } from '../../inventory';
import { normalizedPath } from '../../relative-path';
import type { Rule } from '../../rule';

export const fileOutsideKustomization: Rule = {
  id: 'file-outside-kustomization',
  title: 'a kustomization loads a file from outside of its folder',
  why: 'Kustomize refuses it: only folders with a kustomization of their own may lie elsewhere. `--load-restrictor LoadRestrictionsNone` allows it on the machine of whoever wrote it, and Argo CD does not have it.',
  source: 'https://kubectl.docs.kubernetes.io/faq/kustomize/#security-file-foo-is-not-in-or-below-bar',
  severity: 'error',
  failing: `
# patches/labels.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop, labels: { team: shop } }
---
# web/kustomization.yaml
resources: [config-map.yaml]
patches: [{ path: ../patches/labels.yaml }]
---
# web/config-map.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
`,
  passing: `
# patches/kustomization.yaml
apiVersion: kustomize.config.k8s.io/v1alpha1
kind: Component
patches: [{ path: labels.yaml }]
---
# patches/labels.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop, labels: { team: shop } }
---
# web/kustomization.yaml
resources: [config-map.yaml]
components: [../patches]
---
# web/config-map.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
`,
  check(inventory, report) {
    if (isAllowedByArgoCd(inventory)) return;
    for (const object of inventory.kustomizations) {
      for (const { text, path } of namedPathsOf(object)) {
        // Also "../web/patch.yaml" in the folder "web" is inside.
        const isInside = object.isInside?.(text) ?? !(text.startsWith('/') || normalizedPath(text).startsWith('../'));
        if (isInside || object.partAt?.(text).type !== 'file') continue;
        report({
          object,
          path,
          message: `file "${text}" is outside of the folder of the kustomization`,
          hint: 'move it below, or give its folder a kustomization or a component, and name the folder',
        });
      }
    }
  },
};

/** Build options of Argo CD are for all kustomizations, or for those of one version. */
function isAllowedByArgoCd(inventory: Inventory): boolean {
  return inventory
    .ofKind('ConfigMap', '')
    .filter(({ name }) => name === 'argocd-cm')
    .flatMap(({ value }) => Object.entries(mappingAt(value, ['data'])))
    .some(([key, text]) => key.startsWith('kustomize.buildOptions') && String(text).includes('LoadRestrictionsNone'));
}
