import type { ManifestObject } from '../../../manifests/manifest';
import { listAt, textAt, valueAt } from '../../../manifests/value-at';
import { hasSyncOption, writtenApplications } from '../../argocd/applications';
import { fitsGlob } from '../../argocd/glob';
import { projectsOf } from '../../argocd/projects';
import type { Rule } from '../../rule';

export const namespaceNotPermittedByProject: Rule = {
  id: 'namespace-not-permitted-by-project',
  title: 'an Application manages a namespace that its project does not permit',
  why: 'With `managedNamespaceMetadata` the Namespace is an object of the Application like others: the sync fails, as it is not permitted in the project.',
  source: 'https://github.com/argoproj/argo-cd/issues/22869',
  severity: 'error',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: { name: shop, namespace: argocd }
spec:
  sourceRepos: [https://github.com/your-org/gitops.git]
  destinations: [{ server: https://kubernetes.default.svc, namespace: shop }]
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: argocd, finalizers: [resources-finalizer.argocd.argoproj.io] }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: shop, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
  syncPolicy: { syncOptions: [CreateNamespace=true], managedNamespaceMetadata: { labels: { team: shop } } }
`,
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: { name: shop, namespace: argocd }
spec:
  sourceRepos: [https://github.com/your-org/gitops.git]
  destinations: [{ server: https://kubernetes.default.svc, namespace: shop }]
  clusterResourceWhitelist: [{ group: '', kind: Namespace }]
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: argocd, finalizers: [resources-finalizer.argocd.argoproj.io] }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: shop, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
  syncPolicy: { syncOptions: [CreateNamespace=true], managedNamespaceMetadata: { labels: { team: shop } } }
`,
  check(inventory, report) {
    for (const application of writtenApplications(inventory)) {
      const { object, name, spec, specPath } = application;
      const isManaged = valueAt(spec, ['syncPolicy', 'managedNamespaceMetadata']) !== undefined;
      if (!isManaged || !hasSyncOption(application, 'CreateNamespace=true')) continue;
      const projects = projectsOf(inventory, application);
      if (projects.length === 0 || projects.some(permitsNamespace)) continue;
      report({
        object,
        path: [...specPath, 'syncPolicy', 'managedNamespaceMetadata'],
        message: `project "${projects[0]?.name ?? ''}" does not permit the Namespace that Application "${name}" manages`,
        hint: "add { group: '', kind: Namespace } to clusterResourceWhitelist of the project, or leave managedNamespaceMetadata out",
      });
    }
  },
};

function permitsNamespace({ value }: ManifestObject): boolean {
  const isIn = (list: string): boolean =>
    listAt(value, ['spec', list]).some(
      (entry) => fitsGlob(textAt(entry, ['group']) ?? '', '') && fitsGlob(textAt(entry, ['kind']) ?? '', 'Namespace'),
    );
  return isIn('clusterResourceWhitelist') && !isIn('clusterResourceBlacklist');
}
