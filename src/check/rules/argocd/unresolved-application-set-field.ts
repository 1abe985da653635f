import type { Path } from '../../../manifests/manifest';
import { textAt, valueAt } from '../../../manifests/value-at';
import { listElements } from '../../argocd/application-set';
import { textsIn } from '../../argocd/texts-in';
import type { Rule } from '../../rule';

export const unresolvedApplicationSetField: Rule = {
  id: 'unresolved-application-set-field',
  title: 'a template of an ApplicationSet uses a field that an element of its list does not have',
  why: 'With missingkey=error no Application is made or changed any more; otherwise "<no value>" or the braces themselves are in a name, a path or a namespace.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators-List/',
  severity: 'error',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: shop, namespace: argocd }
spec:
  goTemplate: true
  goTemplateOptions: [missingkey=error]
  generators: [{ list: { elements: [{ name: web, folder: web }, { name: api }] } }]
  template:
    metadata: { name: '{{ .name }}' }
    spec:
      project: shop
      source: { repoURL: https://github.com/your-org/gitops.git, path: 'services/{{ .folder }}', targetRevision: main }
      destination: { server: https://kubernetes.default.svc, namespace: shop }
`,
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: shop, namespace: argocd }
spec:
  goTemplate: true
  goTemplateOptions: [missingkey=error]
  generators: [{ list: { elements: [{ name: web, folder: web }, { name: api, folder: api }] } }]
  template:
    metadata: { name: '{{ .name }}' }
    spec:
      project: shop
      source: { repoURL: https://github.com/your-org/gitops.git, path: 'services/{{ .folder }}', targetRevision: main }
      destination: { server: https://kubernetes.default.svc, namespace: shop }
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('ApplicationSet', 'argoproj.io')) {
      const elements = listElements(object);
      if (elements === undefined) continue;
      const isGo = valueAt(object.value, ['spec', 'goTemplate']) === true;
      for (const { field, path } of fieldsOf(valueAt(object.value, ['spec', 'template']), isGo)) {
        for (const element of elements) {
          const isThere =
            Object.hasOwn(element.value, field) || Object.hasOwn(element.value, field.split('.')[0] ?? field);
          if (isThere) continue;
          report({
            object,
            path: element.path,
            message: `element "${textAt(element.value, ['name']) ?? String(element.path.at(-1))}" has no "${field}", which the template uses at ${path.join('.')}`,
            hint: `add "${field}" to the element`,
          });
        }
      }
    }
  },
};

interface Field {
  readonly field: string;
  readonly path: Path;
}

/** Fields that stand alone between braces. What functions do with a field, and what is in blocks, is not looked at. */
function fieldsOf(template: unknown, isGo: boolean): readonly Field[] {
  const action = isGo ? /\{\{-?\s*\.([A-Za-z_]\w*)(?:\.[\w.]*)?\s*-?\}\}/g : /\{\{\s*([\w.-]+)\s*\}\}/g;
  const found = new Map<string, Field>();
  for (const { text, path } of textsIn(template)) {
    if (/\{\{-?\s*(?:range|with|if)\b/.test(text)) continue;
    for (const [, field = ''] of text.matchAll(action)) if (!found.has(field)) found.set(field, { field, path });
  }
  return [...found.values()];
}
