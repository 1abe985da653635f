import { textAt } from '../../../manifests/value-at';
import { applicationsOf, isResolved } from '../../argocd/applications';
import type { Rule } from '../../rule';

export const applicationNameTooLong: Rule = {
  id: 'application-name-too-long',
  title: 'the name of an Application is too long for the label that it becomes',
  why: 'Argo CD marks what an Application applies with its name. As a label that is at most 63 characters long, and no object can be applied with a longer one.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking/',
  severity: 'error',
  failing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-cm, namespace: argocd, labels: { app.kubernetes.io/part-of: argocd } }
data: { application.resourceTrackingMethod: label }
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: my-long-account-name-my-long-cluster-name-aws-load-balancer-controller, namespace: argocd, finalizers: [resources-finalizer.argocd.argoproj.io] }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: shop, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
`,
  passing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: argocd-cm, namespace: argocd, labels: { app.kubernetes.io/part-of: argocd } }
data: { application.resourceTrackingMethod: annotation }
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: my-long-account-name-my-long-cluster-name-aws-load-balancer-controller, namespace: argocd, finalizers: [resources-finalizer.argocd.argoproj.io] }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: shop, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
`,
  check(inventory, report) {
    const settings = inventory.ofKind('ConfigMap', '').filter(({ name }) => name === 'argocd-cm');
    const byLabel = settings.find(
      ({ value }) => textAt(value, ['data', 'application.resourceTrackingMethod']) === 'label',
    );
    if (byLabel === undefined) return;
    for (const { object, name, namespace, metadataPath } of applicationsOf(inventory)) {
      // From another namespace than that of Argo CD, the name has both.
      const isElsewhere = namespace !== undefined && byLabel.namespace !== undefined && namespace !== byLabel.namespace;
      const mark = isElsewhere ? `${namespace}_${name}` : name;
      if (!isResolved(name) || mark.length <= longestLabel) continue;
      report({
        object,
        path: [...metadataPath, 'name'],
        message: `"${mark}" becomes the value of a label, and has ${mark.length} characters of ${longestLabel} that are allowed`,
        hint: 'shorten the name, or track by annotation: application.resourceTrackingMethod in argocd-cm',
      });
    }
  },
};

const longestLabel = 63;
