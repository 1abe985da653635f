import { groupOfApi } from '../../../manifests/api-group';
import { listAt, textAt } from '../../../manifests/value-at';
import { writtenApplications } from '../../argocd/applications';
import type { Inventory } from '../../inventory';
import type { Rule } from '../../rule';

export const ignoredDifferenceWithoutKind: Rule = {
  id: 'ignored-difference-without-kind',
  title: 'an entry of ignoreDifferences is about a kind that there is not',
  why: 'Group and kind have to be those of the object, to the letter: nothing matches `Deployment` without a group, `apps/v1` or `Deployments`. What was to be ignored is compared, and the Application stays OutOfSync.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/diffing/#application-level-configuration',
  severity: 'error',
  failing: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: argocd, finalizers: [resources-finalizer.argocd.argoproj.io] }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: shop, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
  ignoreDifferences: [{ kind: Deployment, jsonPointers: [/metadata/labels/team] }]
`,
  passing: `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: argocd, finalizers: [resources-finalizer.argocd.argoproj.io] }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: shop, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
  ignoreDifferences: [{ group: apps, kind: Deployment, jsonPointers: [/metadata/labels/team] }]
`,
  check(inventory, report) {
    const groups = groupsByKind(inventory);
    for (const { object, spec, specPath } of writtenApplications(inventory)) {
      for (const [index, entry] of listAt(spec, ['ignoreDifferences']).entries()) {
        const problem = problemOf(textAt(entry, ['group']) ?? '', textAt(entry, ['kind']) ?? '', groups);
        if (problem === undefined) continue;
        const { key, ...said } = problem;
        report({ object, path: [...specPath, 'ignoreDifferences', index, key], ...said });
      }
    }
  },
};

interface Problem {
  readonly key: 'group' | 'kind';
  readonly message: string;
  readonly hint: string;
}

function problemOf(group: string, kind: string, groups: ReadonlyMap<string, ReadonlySet<string>>): Problem | undefined {
  if (isOpen(group) || isOpen(kind)) return undefined;
  if (group.includes('/')) {
    const hint = `write "${group.slice(0, group.indexOf('/'))}", and no version`;
    return { key: 'group', message: `no kind has the group "${group}": a group has no version`, hint };
  }
  const ofKind = groups.get(kind);
  if (ofKind === undefined) {
    const meant = meantBy(kind, groups.keys());
    if (meant === undefined) return undefined;
    return { key: 'kind', message: `no object is of the kind "${kind}"`, hint: `write "${meant}"` };
  }
  // Somebody else may have a kind of this name in a group that nobody knows here.
  const isKnownGroup = group === '' || [...groups.values()].some((known) => known.has(group));
  if (ofKind.has(group) || !isKnownGroup) return undefined;
  const shown = group === '' ? 'the core group, which is meant where none is written,' : `the group "${group}"`;
  const right = [...ofKind].map((name) => (name === '' ? '"" (the core group)' : `"${name}"`)).join(' or ');
  return { key: 'group', message: `${shown} has no kind "${kind}"`, hint: `write group: ${right}` };
}

/** A pattern, or to be filled in. */
function isOpen(text: string): boolean {
  return /[*?[\]{}]/.test(text);
}

/** The kind that a plural, or another spelling of it, is meant to be. */
function meantBy(kind: string, kinds: Iterable<string>): string | undefined {
  const wanted = kind.toLowerCase();
  for (const known of kinds) {
    const name = known.toLowerCase();
    if ([name, `${name}s`, `${name}es`, `${name.replace(/y$/, '')}ies`].includes(wanted)) return known;
  }
  return undefined;
}

/** Groups that have a kind: those of servers, and of the objects that are here. */
function groupsByKind({ objects, settings: { schemas } }: Inventory): ReadonlyMap<string, ReadonlySet<string>> {
  const groups = new Map<string, Set<string>>();
  const add = (apiVersion: string, kind: string): void => {
    const group = groupOfApi(apiVersion);
    const known = groups.get(kind);
    if (known === undefined) groups.set(kind, new Set([group]));
    else known.add(group);
  };
  if (schemas === undefined) return groups;
  for (const name of schemas.names) {
    const [apiVersion = '', kind = ''] = name.split(' ');
    add(apiVersion, kind);
  }
  for (const { apiVersion, kind } of objects) add(apiVersion, kind);
  return groups;
}
