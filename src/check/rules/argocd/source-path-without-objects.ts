import { textAt } from '../../../manifests/value-at';
import { nearest } from '../../../model/nearest';
import { applicationsOf } from '../../argocd/applications';
import { folderOfSource, sourceTreeOf } from '../../argocd/source-tree';
import type { Rule } from '../../rule';

export const sourcePathWithoutObjects: Rule = {
  id: 'source-path-without-objects',
  title: 'an Application reads a folder that is not there',
  why: 'Argo CD says that the path does not exist, and compares and syncs nothing any more: what ran goes on, and no commit reaches it.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/directory/',
  severity: 'warning',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: root, namespace: argocd }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: ., targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: argocd }
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd, finalizers: [resources-finalizer.argocd.argoproj.io] }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: services/wbe, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
`,
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: services/web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
`,
  check(inventory, report) {
    const tree = sourceTreeOf(inventory);
    const readRepositories = new Set(
      [...tree.applicationsByPath].flatMap(([path, applications]) =>
        applications.flatMap(({ sources }) =>
          sources.flatMap(({ value }) =>
            folderOfSource(inventory, value) === path ? [textAt(value, ['repoURL'])] : [],
          ),
        ),
      ),
    );
    for (const { object, name, sources } of applicationsOf(inventory)) {
      for (const { value, path } of sources) {
        const folder = folderOfSource(inventory, value);
        // Only a repository of which we see something can lack something.
        if (folder === undefined || tree.hasObjectsBelow(folder) || !readRepositories.has(textAt(value, ['repoURL']))) {
          continue;
        }
        // What a build made is not all that there is: the folder may have objects of another unit.
        if (inventory.isBuilt && tree.isThere(folder) !== false) continue;
        // A chart has objects when it is rendered.
        if (tree.isThere(`${folder}/Chart.yaml`) === true) continue;
        const meant = nearest(folder, tree.objectsByFolder.keys());
        report({
          object,
          path: [...path, 'path'],
          message: `path "${folder}" of Application "${name}" has no manifest below it`,
          hint: meant === undefined ? 'correct the path, or remove the Application' : `write "${meant}"`,
        });
      }
    }
  },
};
