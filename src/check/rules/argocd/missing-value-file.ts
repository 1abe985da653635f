import { listAt, textAt, valueAt } from '../../../manifests/value-at';
import type { Mapping } from '../../../manifests/value-at';
import { applicationsOf } from '../../argocd/applications';
import type { Application } from '../../argocd/applications';
import { folderOfSource, sourceTreeOf } from '../../argocd/source-tree';
import type { Inventory } from '../../inventory';
import { normalizedPath } from '../../relative-path';
import type { Rule } from '../../rule';

export const missingValueFile: Rule = {
  id: 'missing-value-file',
  title: 'an Application names a value file that is not there',
  why: 'Helm renders nothing then. The Application shows a comparison error, keeps what runs as it is, and no later commit reaches the cluster until somebody looks.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/helm/#values-files',
  severity: 'error',
  failing: `
# argocd/web.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd }
spec:
  project: shop
  source:
    repoURL: https://github.com/your-org/gitops.git
    path: charts/web
    targetRevision: main
    helm: { valueFiles: [values-production.yaml] }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
---
# charts/web/Chart.yaml
apiVersion: v2
name: web
version: 1.0.0
---
# charts/web/values-prod.yaml
replicas: 3
`,
  passing: `
# argocd/web.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd }
spec:
  project: shop
  source:
    repoURL: https://github.com/your-org/gitops.git
    path: charts/web
    targetRevision: main
    helm: { valueFiles: [values-prod.yaml] }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
---
# charts/web/Chart.yaml
apiVersion: v2
name: web
version: 1.0.0
---
# charts/web/values-prod.yaml
replicas: 3
`,
  check(inventory, report) {
    const { isThere } = sourceTreeOf(inventory);
    let here: ReadonlySet<string> | undefined;
    for (const { object, name, sources } of applicationsOf(inventory)) {
      for (const { value, path } of sources) {
        if (valueAt(value, ['helm', 'ignoreMissingValueFiles']) === true) continue;
        for (const [index, file] of listAt(value, ['helm', 'valueFiles']).entries()) {
          if (typeof file !== 'string' || isOpen.test(file)) continue;
          const { wanted, of } = file.startsWith('$') ? referredFile(file, sources) : ownFile(inventory, file, value);
          here ??= repositoriesHere(inventory);
          if (wanted === undefined || !here.has(textAt(of, ['repoURL']) ?? '') || isThere(wanted) !== false) continue;
          report({
            object,
            path: [...path, 'helm', 'valueFiles', index],
            message: `value file "${wanted}" of Application "${name}" does not exist`,
            hint: 'correct the path, or set ignoreMissingValueFiles where it may be missing',
          });
        }
      }
    }
  },
};

/** To be filled in, on the network, or a pattern. */
const isOpen = /\{\{|^[a-z]+:\/\/|[*?[]/;

interface ValueFile {
  /** From the root of the repository. @default - nobody knows */
  readonly wanted: string | undefined;
  /** The source of whose repository it is. */
  readonly of: unknown;
}

function ownFile(inventory: Inventory, file: string, source: Mapping): ValueFile {
  const folder = folderOfSource(inventory, source);
  // Of a chart that is not there, another rule says so.
  if (folder === undefined || sourceTreeOf(inventory).isThere(folder) !== true)
    return { wanted: undefined, of: source };
  return { wanted: file.startsWith('/') ? file.slice(1) : normalizedPath(`${folder}/${file}`), of: source };
}

/** `$values/prod.yaml` is in the repository of the source with `ref: values`. */
function referredFile(file: string, sources: Application['sources']): ValueFile {
  const [, ref, wanted] = /^\$([^/]+)\/(.+)$/.exec(file) ?? [];
  return { wanted, of: sources.find(({ value }) => textAt(value, ['ref']) === ref)?.value };
}

/** URLs of repositories of which a source has its folder in what is checked. */
function repositoriesHere(inventory: Inventory): ReadonlySet<string> {
  const { isThere } = sourceTreeOf(inventory);
  const urls = new Set<string>();
  for (const { sources } of applicationsOf(inventory)) {
    for (const { value } of sources) {
      const url = textAt(value, ['repoURL']);
      const folder = folderOfSource(inventory, value);
      if (url === undefined || urls.has(url) || folder === undefined || folder === '') continue;
      if (isThere(folder) === true) urls.add(url);
    }
  }
  return urls;
}
