import { textAt } from '../../../manifests/value-at';
import { hasSyncOption, writtenApplications } from '../../argocd/applications';
import { ignoredFieldsOf } from '../../argocd/ignored-fields';
import type { Rule } from '../../rule';

export const ignoredSecretData: Rule = {
  id: 'ignored-secret-data',
  title: 'an Application ignores what is in its Secrets',
  why: 'A password that was rotated in Git does not reach the cluster, and one that somebody changed on the cluster is not seen. Both look Synced.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#respect-ignore-differences-configs',
  severity: 'warning',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: services/web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
  ignoreDifferences:
    - { group: '', kind: Secret, jsonPointers: [/data] }
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
    for (const application of writtenApplications(inventory)) {
      for (const { entry, type, text, path } of ignoredFieldsOf(application)) {
        if (textAt(entry, ['kind']) !== 'Secret') continue;
        // One key may well belong to a controller; all of them are the Secret.
        if (
          !(type === 'pointer' ? /^\/(?:data|stringData)\/?$/ : /^\.(?:data|stringData)(?:\s*\[\])?$/).test(text.trim())
        )
          continue;
        const isInert = hasSyncOption(application, 'RespectIgnoreDifferences=true');
        report({
          object: application.object,
          path,
          message: `"${text}" of Application "${application.name}" ${isInert ? 'keeps Secrets of Git from ever reaching the cluster' : 'hides every change of its Secrets'}`,
          hint: 'let an ExternalSecret or a SealedSecret own the Secret, or name it and the one key that a controller writes',
        });
      }
    }
  },
};
