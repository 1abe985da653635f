import { writtenApplications } from '../../argocd/applications';
import { ignoredFieldsOf } from '../../argocd/ignored-fields';
import type { Rule } from '../../rule';

export const malformedJsonPointer: Rule = {
  id: 'malformed-json-pointer',
  title: 'a JSON pointer of ignoreDifferences leads nowhere',
  why: 'Argo CD removes nothing at a pointer that finds nothing, and says nothing. The Application stays OutOfSync, and with selfHeal it fights with the controller that owns the field.',
  source: 'https://www.rfc-editor.org/rfc/rfc6901',
  severity: 'error',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: services/web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
  ignoreDifferences:
    - group: apps
      kind: Deployment
      jsonPointers: [spec.replicas, '/spec/template/spec/containers/*/image']
`,
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: services/web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
  ignoreDifferences:
    - group: apps
      kind: Deployment
      jsonPointers: [/spec/replicas]
      jqPathExpressions: ['.spec.template.spec.containers[].image']
`,
  check(inventory, report) {
    for (const application of writtenApplications(inventory)) {
      for (const { type, text, path } of ignoredFieldsOf(application)) {
        if (type !== 'pointer' || text.includes('{{')) continue;
        const problem = problemOf(text);
        if (problem === undefined) continue;
        report({
          object: application.object,
          path,
          message: `JSON pointer "${text}" of Application "${application.name}" ${problem.what}`,
          hint: problem.hint,
        });
      }
    }
  },
};

function problemOf(pointer: string): { readonly what: string; readonly hint: string } | undefined {
  if (pointer === '') return { what: 'is empty: it means the whole object', hint: 'write the path of a field' };
  if (!pointer.startsWith('/')) {
    const likely = `/${pointer.replace(/^\./, '').replaceAll('.', '/')}`;
    return { what: 'does not begin with "/"', hint: `write "${likely}", or move it to jqPathExpressions` };
  }
  if (/~(?![01])/.test(pointer)) return { what: 'has a "~" that is not "~0" or "~1"', hint: 'write "~0" for "~"' };
  if (/\/\*(?:\/|$)|\[\d*\]/.test(pointer)) {
    return {
      what: 'has a wildcard or an index in brackets, which pointers do not know',
      hint: 'write the path as a jqPathExpression',
    };
  }
  if (/^\/(?:spec|metadata|data|status)\.[a-z]/.test(pointer)) {
    return { what: 'has dots between its keys', hint: `write "${pointer.replaceAll('.', '/')}"` };
  }
  if (/[^/]\/$/.test(pointer))
    return { what: 'ends with "/": it means a field without a name', hint: 'remove the last "/"' };
  // A key with a slash has to say ~1; what looks like a label is the usual case.
  if (/^\/.*\/(?:labels|annotations)\/[^/.]*\.[^/]*\/./.test(pointer)) {
    return { what: 'takes the "/" of a label or annotation for a step', hint: 'write "~1" for the "/" in its name' };
  }
  return undefined;
}
