import type { ManifestObject, Path } from '../../../manifests/manifest';
import { listAt, textAt } from '../../../manifests/value-at';
import { nearest } from '../../../model/nearest';
import { writtenApplications } from '../../argocd/applications';
import { syncOptionProblem, syncOptions } from '../../argocd/sync-options';
import type { SyncOptionProblem } from '../../argocd/sync-options';
import type { Report, Rule } from '../../rule';

const annotation = 'argocd.argoproj.io/sync-options';

export const unknownSyncOption: Rule = {
  id: 'unknown-sync-option',
  title: 'a sync option is not one of those that Argo CD reads',
  why: 'Argo CD compares the whole text and leaves out what it does not know, without a word. What somebody relied on, that an object is never pruned for example, does not happen.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/',
  severity: 'error',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: services/web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
  syncPolicy:
    syncOptions: [CreateNamespaces=true, PruneLast=yes]
`,
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web, namespace: argocd }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: services/web, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
  syncPolicy:
    syncOptions: [CreateNamespace=true, PruneLast=true]
`,
  check(inventory, report) {
    for (const { object, spec, specPath } of writtenApplications(inventory)) {
      for (const [index, option] of listAt(spec, ['syncPolicy', 'syncOptions']).entries()) {
        if (typeof option !== 'string' || option.includes('{{')) continue;
        const path = [...specPath, 'syncPolicy', 'syncOptions', index];
        const problem = syncOptionProblem(option, 'Application');
        if (problem !== undefined) report(reportOf(object, path, option, problem));
      }
    }
    for (const object of inventory.objects) {
      const text = textAt(object.value, ['metadata', 'annotations', annotation]);
      if (text === undefined || text.includes('{{')) continue;
      for (const option of text.split(',').map((one) => one.trim())) {
        const problem = option === '' ? undefined : syncOptionProblem(option, 'object');
        if (problem !== undefined) report(reportOf(object, ['metadata', 'annotations', annotation], option, problem));
      }
    }
  },
};

function reportOf(object: ManifestObject, path: Path, option: string, problem: SyncOptionProblem): Report {
  const [name = option, value = ''] = option.split('=');
  if (problem.type === 'unknown') {
    const meant = nearest(name, syncOptions);
    return {
      object,
      path,
      message: `sync option "${option}" is not known to Argo CD`,
      hint:
        meant === undefined ? 'remove it, or look up its name' : `write "${meant}=${value === '' ? 'true' : value}"`,
    };
  }
  if (problem.type === 'value') {
    return {
      object,
      path,
      message: `sync option "${option}" has a value that Argo CD does not know`,
      hint: `write "${name}=" and one of ${problem.values.join(', ')}`,
    };
  }
  return {
    object,
    path,
    severity: 'warning',
    message: `sync option "${option}" has no effect here: Argo CD 3.2 reads it ${problem.of === 'object' ? 'in the annotation of an object' : 'in spec.syncPolicy of an Application'} only`,
    hint:
      problem.of === 'object' ? `move it to the annotation ${annotation} of the object` : 'move it to the Application',
  };
}
