import { didYouMean } from '../../../model/nearest';
import { fitsGlob } from '../../argocd/glob';
import { projectsByName } from '../../argocd/projects';
import { policyLinesOf } from '../../argocd/rbac-policy';
import type { Rule } from '../../rule';

export const unknownProjectInPolicy: Rule = {
  id: 'unknown-project-in-policy',
  title: 'a policy gives rights in a project that is not there',
  why: 'The object of a right begins with the name of a project. With another word there, such as that of a namespace or of an Application, nobody gets anything by it.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/rbac/#application-specific-policy',
  severity: 'warning',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: { name: shop, namespace: argocd }
spec:
  sourceRepos: [https://github.com/your-org/gitops.git]
  destinations: [{ server: https://kubernetes.default.svc, namespace: shop }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-rbac-cm, namespace: argocd, labels: { app.kubernetes.io/part-of: argocd } }
data:
  policy.csv: |
    p, role:shop, applications, get, shpo/*, allow
    p, role:shop, logs, get, shpo/*, allow
    g, shop-team, role:shop
`,
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: { name: shop, namespace: argocd }
spec:
  sourceRepos: [https://github.com/your-org/gitops.git]
  destinations: [{ server: https://kubernetes.default.svc, namespace: shop }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-rbac-cm, namespace: argocd, labels: { app.kubernetes.io/part-of: argocd } }
data:
  policy.csv: |
    p, role:shop, applications, get, shop/*, allow
    p, role:shop, logs, get, shop/*, allow
    g, shop-team, role:shop
`,
  check(inventory, report) {
    const names = [...projectsByName(inventory).keys()];
    // Where no project is here, they are kept elsewhere.
    if (names.length === 0) return;
    for (const { line, policy } of policyLinesOf(inventory)) {
      if (line?.type !== 'permission' || !inProjects.has(line.resource)) continue;
      const project = line.object.split('/')[0] ?? '';
      if (!line.object.includes('/') || project === 'default' || names.some((name) => fitsGlob(project, name)))
        continue;
      report({
        object: policy.object,
        path: policy.path,
        message: `${line.subject} gets "${line.action}" of ${line.resource} "${line.object}", and there is no project "${project}"`,
        hint: didYouMean(project, names),
      });
    }
  },
};

/** Resources whose objects begin with a project. */
const inProjects: ReadonlySet<string> = new Set([
  'applications',
  'applicationsets',
  'logs',
  'exec',
  'clusters',
  'repositories',
]);
