import { valueAt } from '../../../manifests/value-at';
import { writtenApplications } from '../../argocd/applications';
import { sourceTreeOf } from '../../argocd/source-tree';
import type { Rule } from '../../rule';

const annotation = 'argocd.argoproj.io/sync-wave';

export const waveWithoutParent: Rule = {
  id: 'wave-without-parent',
  title: 'an Application has a sync wave, and no Application that syncs it',
  why: 'A wave orders the objects of one sync. It says when a parent applies this Application, not when the objects in it are applied: those have waves of their own. ApplicationSets know no waves at all.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/',
  severity: 'info',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: web
  namespace: argocd
  annotations: { argocd.argoproj.io/sync-wave: '2' }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: services/web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
`,
  passing: `
# bootstrap/root.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: root, namespace: argocd }
spec:
  project: platform
  source: { repoURL: https://github.com/your-org/gitops.git, path: apps, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: argocd }
---
# apps/web.yaml
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: web
  namespace: argocd
  annotations: { argocd.argoproj.io/sync-wave: '2' }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/charts.git, path: web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
`,
  check(inventory, report) {
    const tree = sourceTreeOf(inventory);
    for (const { object, kind, metadata, metadataPath } of writtenApplications(inventory)) {
      const wave = valueAt(metadata, ['annotations', annotation]);
      // Wave 0 is what an object has without the annotation.
      if (wave === undefined || wave === '0') continue;
      const isGenerated = kind === 'ApplicationSet';
      if (!isGenerated && tree.applicationsOver(tree.folderOf(object)).length > 0) continue;
      report({
        object,
        path: [...metadataPath, 'annotations', annotation],
        message: isGenerated
          ? `Applications that the ApplicationSet "${object.name}" makes have a sync wave, which it does not read`
          : `nothing here syncs Application "${object.name}", so that its sync wave orders nothing`,
        hint: isGenerated
          ? 'use strategy.rollingSync, or an Application of Applications'
          : 'remove it, or let an Application apply the folder that this one lies in',
      });
    }
  },
};
