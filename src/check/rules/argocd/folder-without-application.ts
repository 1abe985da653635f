import type { ManifestObject } from '../../../manifests/manifest';
import { textAt } from '../../../manifests/value-at';
import { writtenApplications } from '../../argocd/applications';
import type { Application } from '../../argocd/applications';
import { listElements } from '../../argocd/application-set';
import { fitsGlob } from '../../argocd/glob';
import { sourceTreeOf } from '../../argocd/source-tree';
import type { Inventory } from '../../inventory';
import type { Rule } from '../../rule';

export const folderWithoutApplication: Rule = {
  id: 'folder-without-application',
  title: 'no Application reads a folder of manifests',
  why: 'Changes of these files are reviewed and merged, and reach no cluster. Usually somebody forgot the Application, or its path names an older folder.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/directory/',
  severity: 'warning',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd }
spec:
  project: shop
  source:
    repoURL: https://github.com/your-org/gitops.git
    path: .
    targetRevision: main
    directory: { exclude: '*.yaml' }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
`,
  passing: `
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
    if (!isEveryPathKnown(inventory)) return;
    const tree = sourceTreeOf(inventory);
    const tops = new Set([...tree.applicationsByPath.keys()].map(topOf));
    for (const [folder, all] of tree.objectsByFolder) {
      const objects = all.filter((object) => !isAppliedByPeople(object));
      const [first] = objects;
      // Elsewhere in a repository manifests may well be examples and tests.
      if (first === undefined || !tops.has(topOf(folder)) || isReadByOthers(folder)) continue;
      const readers = tree.applicationsOver(folder);
      if (readers.some((application) => objects.some((object) => !isLeftOut(application, object)))) continue;
      report({
        object: first,
        path: [],
        message: `folder "${folder === '' ? '.' : folder}" has ${String(objects.length)} ${objects.length === 1 ? 'object' : 'objects'}, and no Application reads it`,
        hint: 'add an Application with this path, or remove the folder',
      });
    }
  },
};

/** Whether there is no generator whose paths only a repository or a cluster knows. */
function isEveryPathKnown(inventory: Inventory): boolean {
  return writtenApplications(inventory).every(
    ({ kind, object }) => kind === 'Application' || listElements(object) !== undefined,
  );
}

/** Kustomizations read these, and who reads what is not known here. */
function isReadByOthers(folder: string): boolean {
  return /(?:^|\/)(?:bases?|components?|shared|common|patches|templates|charts?|crds?)(?:\/|$)/.test(folder);
}

/** What begins everything is applied by hand: root Applications and their projects. */
function isAppliedByPeople({ kind, group }: ManifestObject): boolean {
  return group === 'argoproj.io' && /^(?:Application|ApplicationSet|AppProject)$/.test(kind);
}

function isLeftOut({ sources }: Application, { file }: ManifestObject): boolean {
  const name = file.split('/').at(-1) ?? file;
  return sources.every(({ value }) => {
    const exclude = textAt(value, ['directory', 'exclude']);
    return exclude !== undefined && !exclude.includes('{') && fitsGlob(exclude, name);
  });
}

function topOf(path: string): string {
  return path.split('/')[0] ?? path;
}
