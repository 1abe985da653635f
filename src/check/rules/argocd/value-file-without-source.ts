import type { Path } from '../../../manifests/manifest';
import { listAt, textAt, valueAt } from '../../../manifests/value-at';
import { didYouMean } from '../../../model/nearest';
import { writtenApplications, type ApplicationSource } from '../../argocd/applications';
import type { Rule } from '../../rule';

export const valueFileWithoutSource: Rule = {
  id: 'value-file-without-source',
  title: 'a value file is taken from a source that is not there',
  why: 'Argo CD cannot make the manifests: the Application shows a comparison error, keeps what runs, and no later commit reaches the cluster.',
  source:
    'https://argo-cd.readthedocs.io/en/stable/user-guide/multiple_sources/#helm-value-files-from-external-git-repository',
  severity: 'error',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: argocd }
spec:
  project: shop
  sources:
    - { repoURL: https://charts.example.com, chart: web, targetRevision: 1.2.3, helm: { valueFiles: ['$values/shop.yaml'] } }
    - { repoURL: https://github.com/your-org/gitops.git, targetRevision: main, ref: value }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
`,
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: argocd }
spec:
  project: shop
  sources:
    - { repoURL: https://charts.example.com, chart: web, targetRevision: 1.2.3, helm: { valueFiles: ['$values/shop.yaml'] } }
    - { repoURL: https://github.com/your-org/gitops.git, targetRevision: main, ref: values }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
`,
  check(inventory, report) {
    for (const { object, name, sources } of writtenApplications(inventory)) {
      const refs = sources.flatMap(({ value }) => textAt(value, ['ref']) ?? []);
      for (const { text, path } of sources.flatMap(referringTexts)) {
        const [, ref = ''] = /^\$([^/]+)\//.exec(text) ?? [];
        if (ref === '' || ref.includes('{{') || refs.includes(ref) || refs.some((one) => one.includes('{{'))) continue;
        report({
          object,
          path,
          message: `no source of Application "${name}" has the ref "${ref}", which "${text}" wants`,
          hint: didYouMean(ref, refs),
        });
      }
    }
  },
};

/** Texts of a source that may begin with the ref of another one. */
function referringTexts({ value, path }: ApplicationSource): readonly { readonly text: string; readonly path: Path }[] {
  const files = listAt(value, ['helm', 'valueFiles']).map((text, index) => ({
    text,
    path: [...path, 'helm', 'valueFiles', index],
  }));
  const parameters = listAt(value, ['helm', 'fileParameters']).map((parameter, index) => ({
    text: valueAt(parameter, ['path']),
    path: [...path, 'helm', 'fileParameters', index, 'path'],
  }));
  return [...files, ...parameters].flatMap(({ text, path: place }) =>
    typeof text === 'string' ? [{ text, path: place }] : [],
  );
}
