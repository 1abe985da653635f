import { listAt, valueAt } from '../../../manifests/value-at';
import type { Kustomization } from '../../../manifests/manifest';
import { contentsOf, kustomized } from '../../kustomize/contents';
import type { KustomizedObject } from '../../kustomize/contents';
import { namedComponentsOf, namedResourcesOf } from '../../kustomize/named-paths';
import type { NamedPath } from '../../kustomize/named-paths';
import { normalizedPath } from '../../relative-path';
import type { Report, Rule } from '../../rule';

export const duplicateKustomizationResource: Rule = {
  id: 'duplicate-kustomization-resource',
  title: 'a kustomization loads one object twice',
  why: 'Kustomize refuses to build it: "may not add resource with an already registered id". It happens when a file is listed twice, and when two bases have a third one in common.',
  source: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/resource/',
  severity: 'error',
  failing: `
# kustomization.yaml
resources:
  - config-map.yaml
  - ./config-map.yaml
---
# config-map.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
`,
  passing: `
# kustomization.yaml
resources:
  - config-map.yaml
---
# config-map.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
`,
  check({ kustomizations }, report) {
    for (const object of kustomizations) {
      const named = namedResourcesOf(object);
      const twice = new Set([...listedTwice(named), ...listedTwice(namedComponentsOf(object))]);
      for (const { text, path } of twice) {
        report({ object, path, message: `"${text}" is listed twice`, hint: 'remove one', fix: [{ path }] });
      }
      const others = named.filter((one) => !twice.has(one));
      if (others.length > 1) reportSharedObjects(object, others, report);
    }
  },
};

function listedTwice(named: readonly NamedPath[]): readonly NamedPath[] {
  const seen = new Set<string>();
  return named.filter(({ text }) => {
    const folder = normalizedPath(text);
    const isAgain = seen.has(folder);
    seen.add(folder);
    return isAgain;
  });
}

function reportSharedObjects(
  object: Kustomization,
  named: readonly NamedPath[],
  report: (found: Report) => void,
): void {
  const firstById = new Map<string, NamedPath>();
  for (const one of named) {
    const shared = objectsAt(object, one.text).filter((found) => {
      const first = firstById.get(idOf(found));
      if (first === undefined) firstById.set(idOf(found), one);
      return first !== undefined && first !== one;
    });
    const [first] = shared;
    if (first === undefined) continue;
    const from = firstById.get(idOf(first))?.text ?? '';
    const others = shared.length === 1 ? '' : ` and ${shared.length - 1} more`;
    report({
      object,
      path: one.path,
      message: `"${one.text}" holds ${first.kind} "${first.names.at(-1) ?? ''}"${others}, which "${from}" holds as well`,
      hint: 'keep it in one of them, or move what they share out of both',
    });
  }
}

function objectsAt({ partAt }: Kustomization, text: string): readonly KustomizedObject[] {
  const part = partAt?.(text);
  if (part?.type === 'kustomization') return mayRename(part.kustomization) ? [] : contentsOf(part.kustomization).built;
  return part?.type === 'file' ? part.objects.map(kustomized) : [];
}

/** What may give objects other names, or take them away, in a way that only the program knows. */
const renaming = [
  'patches',
  'patchesStrategicMerge',
  'patchesJson6902',
  'replacements',
  'transformers',
  'components',
  'vars',
];

const known = new WeakMap<Kustomization, boolean>();

/** Copies of one base beside each other are told apart by what each does to it. */
function mayRename(kustomization: Kustomization): boolean {
  const before = known.get(kustomization);
  if (before !== undefined) return before;
  // One that is in itself is another fault. Many may name many others: each is looked at once.
  known.set(kustomization, true);
  const { value, partAt } = kustomization;
  const answer =
    renaming.some((field) => valueAt(value, [field]) !== undefined) ||
    listAt(value, ['resources']).some((text) => {
      const part = typeof text === 'string' ? partAt?.(text) : undefined;
      return part?.type === 'kustomization' && mayRename(part.kustomization);
    });
  known.set(kustomization, answer);
  return answer;
}

function idOf({ group, version, kind, names, namespaces }: KustomizedObject): string {
  return `${group}/${version}/${kind}/${namespaces.at(-1) ?? ''}/${names.at(-1) ?? ''}`;
}
