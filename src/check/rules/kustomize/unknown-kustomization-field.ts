import { didYouMean } from '../../../model/nearest';
import type { Rule } from '../../rule';

/** Fields of kustomize 5, with those that it still reads under an old name. */
const fields: ReadonlySet<string> = new Set([
  'apiVersion',
  'bases',
  'buildMetadata',
  'commonAnnotations',
  'commonLabels',
  'components',
  'configMapGenerator',
  'configurations',
  'crds',
  'generatorOptions',
  'generators',
  'helmChartInflationGenerator',
  'helmCharts',
  'helmGlobals',
  'imageTags',
  'images',
  'kind',
  'labels',
  'metadata',
  'namePrefix',
  'nameSuffix',
  'namespace',
  'openapi',
  'patches',
  'patchesJson6902',
  'patchesStrategicMerge',
  'replacements',
  'replicas',
  'resources',
  'secretGenerator',
  'sortOptions',
  'transformers',
  'validators',
  'vars',
]);

export const unknownKustomizationField: Rule = {
  id: 'unknown-kustomization-field',
  title: 'a kustomization has a field that kustomize does not know',
  why: 'Kustomize refuses the whole file, and the Application that builds it shows a comparison error until somebody reads it.',
  source: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/',
  severity: 'error',
  failing: `
# kustomization.yaml
resource: [config-map.yaml]
---
# config-map.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
`,
  passing: `
# kustomization.yaml
resources: [config-map.yaml]
---
# config-map.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
`,
  check({ kustomizations }, report) {
    for (const object of kustomizations) {
      for (const field of Object.keys(object.value)) {
        if (fields.has(field)) continue;
        report({
          object,
          path: [field],
          message: `field "${field}" is not known to kustomize`,
          hint: didYouMean(field, fields),
        });
      }
    }
  },
};
