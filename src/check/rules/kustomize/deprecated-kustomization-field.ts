import type { Kustomization } from '../../../manifests/manifest';
import { isMapping, listAt } from '../../../manifests/value-at';
import type { Fix } from '../../finding';
import type { Rule } from '../../rule';

/** Old fields, and what kustomize has for them. */
const successors: Readonly<Record<string, string>> = {
  bases: 'resources',
  commonLabels: 'labels, with "includeSelectors: true" if selectors are to have them',
  helmChartInflationGenerator: 'helmCharts',
  imageTags: 'images',
  patchesJson6902: 'patches, with a target',
  patchesStrategicMerge: 'patches',
  vars: 'replacements',
};

export const deprecatedKustomizationField: Rule = {
  id: 'deprecated-kustomization-field',
  title: 'a kustomization uses a field that kustomize is going to drop',
  why: 'The fields are not in the next version of the format, and each has a better one. The new version of Argo CD that ships such a kustomize builds nothing of these files.',
  source: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/bases/',
  severity: 'warning',
  failing: `
# base/kustomization.yaml
resources: [config-map.yaml]
---
# base/config-map.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
---
# prod/kustomization.yaml
bases: [../base]
patchesStrategicMerge: [data.yaml]
---
# prod/data.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
data: { LOG_LEVEL: warn }
`,
  passing: `
# base/kustomization.yaml
resources: [config-map.yaml]
---
# base/config-map.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
---
# prod/kustomization.yaml
resources: [../base]
patches: [{ path: data.yaml }]
---
# prod/data.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
data: { LOG_LEVEL: warn }
`,
  check({ kustomizations }, report) {
    for (const object of kustomizations) {
      for (const [field, successor] of Object.entries(successors)) {
        if (object.value[field] === undefined) continue;
        const fix = editsFor(field, object);
        report({
          object,
          path: [field],
          message: `field "${field}" is deprecated`,
          hint: `use ${successor}`,
          ...(fix === undefined ? {} : { fix }),
        });
      }
    }
  },
};

/** Edits that change nothing that kustomize builds; undefined when nobody can be sure. */
function editsFor(field: string, kustomization: Kustomization): readonly Fix[] | undefined {
  const { value } = kustomization;
  const old = value[field];
  const remove = { path: [field] };
  switch (field) {
    case 'bases':
      // Kustomize itself appends them. A field without a list is one that nobody can append to.
      if (!Array.isArray(old) || !(value['resources'] === undefined || Array.isArray(value['resources'])))
        return undefined;
      return [...appended('resources', kustomization, old), remove];
    case 'patchesStrategicMerge':
      // They come before all others; a file with several patches needs a kustomize that is new enough.
      if (value['patches'] !== undefined || !Array.isArray(old)) return undefined;
      if (!old.every((text) => isOnePatch(text, kustomization))) return undefined;
      return [{ path: ['patches'], value: old.map((text: unknown) => ({ path: text })) }, remove];
    case 'commonLabels':
      if (value['labels'] !== undefined || !isMapping(old)) return undefined;
      return [{ path: ['labels'], value: [{ pairs: old, includeSelectors: true }] }, remove];
    default:
      return undefined;
  }
}

function appended(field: string, { value }: Kustomization, items: readonly unknown[]): readonly Fix[] {
  const { length } = listAt(value, [field]);
  if (length === 0) return [{ path: [field], value: items }];
  return items.map((item, index) => ({ path: [field, length + index], value: item }));
}

function isOnePatch(text: unknown, { partAt }: Kustomization): boolean {
  if (typeof text !== 'string' || text.includes('\n')) return false;
  const part = partAt?.(text);
  return part?.type === 'file' && part.objects.length === 1;
}
