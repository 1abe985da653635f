import { isMapping, textAt } from '../../../manifests/value-at';
import { hasSyncOption } from '../../argocd/applications';
import { applicationsApplying } from '../../argocd/applied-by';
import type { Rule } from '../../rule';

/** What all annotations of an object may have together, in bytes. */
const annotationBytes = 256 * 1024;

const applies = (options: string) => `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: shop, namespace: argocd, finalizers: [resources-finalizer.argocd.argoproj.io] }
spec:
  project: shop
  source: { repoURL: https://github.com/your-org/gitops.git, path: shop, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: shop }
  syncPolicy: { syncOptions: [${options}] }
---
apiVersion: example.com/v1
kind: Dashboard
metadata: { name: shop, namespace: shop }
spec:
  panel: &panel ['0123456789abcdef', '0123456789abcdef', '0123456789abcdef', '0123456789abcdef', '0123456789abcdef', '0123456789abcdef', '0123456789abcdef', '0123456789abcdef']
  row: &row [*panel, *panel, *panel, *panel, *panel, *panel, *panel, *panel, *panel, *panel, *panel, *panel, *panel, *panel, *panel, *panel]
  page: &page [*row, *row, *row, *row, *row, *row, *row, *row, *row, *row, *row, *row, *row, *row, *row, *row]
  book: [*page, *page, *page, *page, *page, *page, *page, *page]
`;

export const objectTooLarge: Rule = {
  id: 'object-too-large',
  title: 'an object is too large to be applied by the client',
  why: 'Argo CD keeps what it has applied in an annotation, of which all together may have 256 KiB: the server refuses a larger object. Applied by the server, it needs no such annotation.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#server-side-apply',
  severity: 'error',
  failing: applies('Validate=true'),
  passing: applies('ServerSideApply=true'),
  check(inventory, report) {
    for (const object of inventory.objects) {
      if (!isLarger(object.value, annotationBytes)) continue;
      const own =
        textAt(object.value, ['metadata', 'annotations', 'argocd.argoproj.io/sync-options'])?.split(',') ?? [];
      if (own.some((option) => options.includes(option.trim()))) continue;
      const application = applicationsApplying(inventory, object).find(
        (one) => !options.some((option) => hasSyncOption(one, option)),
      );
      if (application === undefined) continue;
      report({
        object,
        path: [],
        message: `the ${object.kind} "${object.name}" has more than 256 KiB, which Application "${application.name}" cannot keep in an annotation`,
        hint: 'set the sync option ServerSideApply=true, of the object or of the Application',
      });
    }
  },
};

/** With these, nothing is kept in an annotation. */
const options: readonly string[] = ['ServerSideApply=true', 'Replace=true'];

/** Whether a value has more bytes as JSON, as far as one has to look to know it. */
function isLarger(value: unknown, bytes: number): boolean {
  return restOf(value, bytes) < 0;
}

function restOf(value: unknown, bytes: number): number {
  if (typeof value === 'string') return bytes - value.length - 2;
  if (Array.isArray(value)) {
    let rest = bytes - 2;
    for (const item of value) if ((rest = restOf(item, rest - 1)) < 0) break;
    return rest;
  }
  if (!isMapping(value)) return bytes - 5;
  let rest = bytes - 2;
  for (const key in value) if ((rest = restOf(value[key], rest - key.length - 4)) < 0) break;
  return rest;
}
