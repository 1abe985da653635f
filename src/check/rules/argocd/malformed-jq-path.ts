import { writtenApplications } from '../../argocd/applications';
import { ignoredFieldsOf } from '../../argocd/ignored-fields';
import { jqProblem } from '../../argocd/jq-syntax';
import type { Rule } from '../../rule';

export const malformedJqPath: Rule = {
  id: 'malformed-jq-path',
  title: 'a jq expression of ignoreDifferences does not compile',
  why: 'Argo CD cannot compare the Application at all then: it shows a ComparisonError and is not synced. Only marks are looked at here, so an expression that passes may still fail.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/diffing/#application-level-configuration',
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
      jqPathExpressions: ['.spec.template.spec.containers[] | select(.name == "proxy"']
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
      jqPathExpressions: ['.spec.template.spec.containers[] | select(.name == "proxy")']
`,
  check(inventory, report) {
    for (const application of writtenApplications(inventory)) {
      for (const { type, text, path } of ignoredFieldsOf(application)) {
        if (type !== 'jq' || text.includes('{{')) continue;
        const problem = jqProblem(text);
        if (problem === undefined) continue;
        report({
          object: application.object,
          path,
          message: `jq expression "${text}" of Application "${application.name}" ${problem}`,
          hint: "try it: kubectl get <object> -o json | jq 'del(<expression>)'",
        });
      }
    }
  },
};
