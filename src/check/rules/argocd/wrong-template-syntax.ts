import { valueAt } from '../../../manifests/value-at';
import { isTemplateFunction } from '../../argocd/template-functions';
import { textsIn } from '../../argocd/texts-in';
import type { Rule } from '../../rule';

export const wrongTemplateSyntax: Rule = {
  id: 'wrong-template-syntax',
  title: 'an ApplicationSet is written in the other one of its two template languages',
  why: 'With `goTemplate: true` fields begin with a dot, without it they do not. In the wrong one nothing is filled in, or nothing can be parsed: no Application is made, or one with braces in its name.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/GoTemplate/',
  severity: 'error',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: teams, namespace: argocd }
spec:
  generators:
    - git: { repoURL: https://github.com/your-org/gitops.git, revision: main, directories: [{ path: teams/* }] }
  template:
    metadata: { name: '{{.path.basename}}', finalizers: [resources-finalizer.argocd.argoproj.io] }
    spec:
      project: shop
      source: { repoURL: https://github.com/your-org/gitops.git, targetRevision: main, path: '{{.path.path}}' }
      destination: { server: https://kubernetes.default.svc, namespace: shop }
`,
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: { name: teams, namespace: argocd }
spec:
  goTemplate: true
  goTemplateOptions: ['missingkey=error']
  generators:
    - git: { repoURL: https://github.com/your-org/gitops.git, revision: main, directories: [{ path: teams/* }] }
  template:
    metadata: { name: '{{.path.basename}}', finalizers: [resources-finalizer.argocd.argoproj.io] }
    spec:
      project: shop
      source: { repoURL: https://github.com/your-org/gitops.git, targetRevision: main, path: '{{.path.path}}' }
      destination: { server: https://kubernetes.default.svc, namespace: shop }
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('ApplicationSet', 'argoproj.io')) {
      const isGo = valueAt(object.value, ['spec', 'goTemplate']) === true;
      const wrong = [...textsIn(valueAt(object.value, ['spec', 'template']))].flatMap(({ text, path }) => {
        const action = actionsIn(text).find((one) => (isGo ? isOfOldLanguage(one) : isOfGo(one)));
        return action === undefined ? [] : [{ action, path: ['spec', 'template', ...path] }];
      });
      const [first] = wrong;
      if (first === undefined) continue;
      const { action, path } = first;
      report({
        object,
        path,
        message: isGo
          ? `"{{${action}}}" is no Go template, and the ApplicationSet "${object.name}" has goTemplate: true`
          : `"{{${action}}}" is a Go template, and the ApplicationSet "${object.name}" has no goTemplate: true`,
        hint: isGo
          ? `write "{{.${action.trim()}}}"`
          : 'set "goTemplate: true", and goTemplateOptions: [missingkey=error]',
      });
    }
  },
};

/** What stands between braces, of texts as long as anybody writes them. */
function actionsIn(text: string): readonly string[] {
  return text
    .slice(0, 10_000)
    .split('{{')
    .slice(1)
    .flatMap((rest) => (rest.includes('}}') ? [rest.slice(0, rest.indexOf('}}'))] : []));
}

/** A field with a dot in front, a pipe, a keyword: the older language has none of them. */
function isOfGo(action: string): boolean {
  const text = action.replace(/^-|-$/, '').trim();
  return /^[.$(]/.test(text) || text.includes('|') || /^(?:if|else|end|range|with|index|printf|default) ?/.test(text);
}

/** `path.basename`, `name`: nothing but a name that is no function. */
function isOfOldLanguage(action: string): boolean {
  const text = action.replace(/^-|-$/, '').trim();
  return (
    /^[a-zA-Z_][\w.-]*(?:\[\d+\])?$/.test(text) && !isTemplateFunction(text) && !['normalize', 'slugify'].includes(text)
  );
}
