import type { ManifestObject } from '../../../manifests/manifest';
import { listAt, textAt, valueAt } from '../../../manifests/value-at';
import { fitsGlob } from '../../argocd/glob';
import { projectsOf } from '../../argocd/projects';
import { sourceTreeOf } from '../../argocd/source-tree';
import type { Rule } from '../../rule';

export const kindNotPermittedByProject: Rule = {
  id: 'kind-not-permitted-by-project',
  title: 'an AppProject does not let its Application apply a kind',
  why: 'The whole sync fails as soon as this object is in the folder, and nothing else of the folder is applied either.',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/project-specification/',
  severity: 'error',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: { name: shop, namespace: argocd }
spec:
  sourceRepos: [https://github.com/your-org/gitops.git]
  destinations: [{ server: https://kubernetes.default.svc, namespace: shop }]
  namespaceResourceWhitelist:
    - { group: apps, kind: Deployment }
    - { group: argoproj.io, kind: '*' }
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: ., targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
`,
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: { name: shop, namespace: argocd }
spec:
  sourceRepos: [https://github.com/your-org/gitops.git]
  destinations: [{ server: https://kubernetes.default.svc, namespace: shop }]
  namespaceResourceWhitelist:
    - { group: '', kind: ConfigMap }
    - { group: apps, kind: Deployment }
    - { group: argoproj.io, kind: '*' }
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: ., targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
`,
  check(inventory, report) {
    const tree = sourceTreeOf(inventory);
    for (const [folder, objects] of tree.objectsByFolder) {
      for (const application of tree.applicationsOver(folder)) {
        const projects = projectsOf(inventory, application);
        const [project] = projects;
        if (project === undefined) continue;
        for (const object of objects) {
          if (isNotApplied(object) || projects.some((one) => permitsKind(one, object))) continue;
          report({
            object,
            path: ['kind'],
            message: `kind "${object.kind}"${object.group === '' ? '' : ` of "${object.group}"`} is not permitted by AppProject "${project.name}", and Application "${application.name}" applies it`,
            hint: `add it to the ${isClusterWide(object) ? 'cluster' : 'namespace'}ResourceWhitelist in ${project.file}`,
          });
        }
      }
    }
  },
};

/** What tools read, and no API server. */
function isNotApplied({ group, kind }: ManifestObject): boolean {
  return kind === '' || group === 'kustomize.config.k8s.io' || group === 'slipway.dev';
}

function permitsKind(project: ManifestObject, object: ManifestObject): boolean {
  const scope = isClusterWide(object) ? 'cluster' : 'namespace';
  const isIn = (list: string) =>
    listAt(project.value, ['spec', list]).some(
      (entry) =>
        fitsGlob(textAt(entry, ['group']) ?? '', object.group) && fitsGlob(textAt(entry, ['kind']) ?? '', object.kind),
    );
  if (isIn(`${scope}ResourceBlacklist`)) return false;
  // Without a list every kind of a namespace is permitted, and no kind of a cluster.
  if (scope === 'namespace' && valueAt(project.value, ['spec', 'namespaceResourceWhitelist']) === undefined)
    return true;
  return isIn(`${scope}ResourceWhitelist`);
}

/** The kinds without a namespace that people have in such folders; one that is not known here counts as a kind of a namespace only when it has one. */
const clusterWide =
  /^(?:Namespace|ClusterRole|ClusterRoleBinding|CustomResourceDefinition|PersistentVolume|StorageClass|PriorityClass|IngressClass|GatewayClass|RuntimeClass|ValidatingWebhookConfiguration|MutatingWebhookConfiguration|ValidatingAdmissionPolicy|ValidatingAdmissionPolicyBinding|APIService|ClusterIssuer|ClusterSecretStore|ClusterExternalSecret|ClusterAnalysisTemplate|ClusterPolicy)$/;

function isClusterWide({ kind }: ManifestObject): boolean {
  return clusterWide.test(kind);
}
