import { textAt } from '../../../manifests/value-at';
import { applicationsOf, isResolved, writtenApplications, type Application } from '../../argocd/applications';
import { fitsGlob } from '../../argocd/glob';
import { scopeFields, syncWindowsOf, type SyncWindow } from '../../argocd/sync-windows';
import type { Inventory } from '../../inventory';
import type { Rule } from '../../rule';

export const syncWindowWithoutApplications: Rule = {
  id: 'sync-window-without-applications',
  title: 'a sync window is for no Application',
  why: 'A window holds for the Applications that its applications, namespaces or clusters name, and for no others: without any of these it does nothing, however it looks.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync_windows/',
  severity: 'warning',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: { name: shop, namespace: argocd }
spec:
  sourceRepos: [https://github.com/your-org/gitops.git]
  destinations: [{ server: https://kubernetes.default.svc, namespace: shop }]
  syncWindows:
    - { kind: deny, schedule: 0 22 * * *, duration: 8h }
`,
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: { name: shop, namespace: argocd }
spec:
  sourceRepos: [https://github.com/your-org/gitops.git]
  destinations: [{ server: https://kubernetes.default.svc, namespace: shop }]
  syncWindows:
    - { kind: deny, schedule: 0 22 * * *, duration: 8h, applications: ['*'] }
`,
  check(inventory, report) {
    for (const window of syncWindowsOf(inventory)) {
      const { project: object, path } = window;
      if (scopeFields.every((field) => window.scope[field].length === 0)) {
        const message = 'the window names no applications, namespaces or clusters';
        report({ object, path, message, hint: `for all of the project write "applications: ['*']"` });
        continue;
      }
      const applications = knownApplications(inventory, object.name);
      if (applications.length === 0 || applications.some((one) => isCovered(one, window))) continue;
      const named = scopeFields.flatMap((field) => window.scope[field]).map((one) => `"${one}"`);
      const known = applications.slice(0, 3).map(({ name }) => `"${name}"`);
      report({
        object,
        path,
        message: `no Application of project "${object.name}" fits ${named.slice(0, 5).join(', ')}`,
        hint: `name what is there: ${known.join(', ')}${applications.length > 3 ? ' and others' : ''}`,
      });
    }
  },
};

/** All Applications of a project; none when there may be others: a generator makes them, or they say what only a template knows. */
function knownApplications(inventory: Inventory, project: string): readonly Application[] {
  const ofProject = ({ spec }: Application): boolean => {
    const name = textAt(spec, ['project']);
    return name === project || !isResolved(name);
  };
  const written = writtenApplications(inventory).filter(ofProject);
  const made = applicationsOf(inventory).filter(ofProject);
  const isWhole =
    written.every(({ kind, object }) => kind === 'Application' || made.some((one) => one.object === object)) &&
    made.every(({ name, spec }) => isResolved(name) && isResolved(textAt(spec, ['project'])));
  return isWhole ? made : [];
}

function isCovered({ name, spec }: Application, { scope, hasToFitAll }: SyncWindow): boolean {
  const texts = {
    applications: [name],
    namespaces: [textAt(spec, ['destination', 'namespace'])],
    clusters: [textAt(spec, ['destination', 'server']), textAt(spec, ['destination', 'name'])],
  };
  const fits = scopeFields
    .filter((field) => scope[field].length > 0)
    .map((field) => scope[field].some((pattern) => texts[field].some((text) => mayFit(pattern, text))));
  return hasToFitAll ? fits.every((one) => one) : fits.some((one) => one);
}

/** Argo CD knows brackets and braces, too. */
function mayFit(pattern: string, text: string | undefined): boolean {
  if (text === undefined) return false;
  return !isResolved(text) || /[[\]{}\\]/.test(pattern) || fitsGlob(pattern, text);
}
