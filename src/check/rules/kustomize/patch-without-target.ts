import { nearest } from '../../../model/nearest';
import { contentsOf } from '../../kustomize/contents';
import type { KustomizedObject } from '../../kustomize/contents';
import { isPatched, patchTargetsOf, valuesOf } from '../../kustomize/patches';
import type { PatchCondition, PatchTarget } from '../../kustomize/patches';
import type { Rule } from '../../rule';

export const patchWithoutTarget: Rule = {
  id: 'patch-without-target',
  title: 'a patch is for an object that is not there',
  why: 'A patch with a `target` that matches nothing is left out without a word: the limit, the replicas, the host that it sets are not in what is applied. Without a `target`, kustomize refuses to build.',
  source: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/',
  severity: 'error',
  failing: `
# kustomization.yaml
resources: [config-map.yaml]
patches:
  - target: { kind: ConfigMap, name: wbe }
    patch: |
      - { op: add, path: /data, value: { LOG_LEVEL: warn } }
---
# config-map.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
`,
  passing: `
# kustomization.yaml
resources: [config-map.yaml]
patches:
  - target: { kind: ConfigMap, name: web }
    patch: |
      - { op: add, path: /data, value: { LOG_LEVEL: warn } }
---
# config-map.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
`,
  check({ kustomizations }, report) {
    for (const object of kustomizations) {
      const targets = patchTargetsOf(object);
      if (targets.length === 0) continue;
      const contents = contentsOf(object);
      if (!contents.isComplete) continue;
      for (const target of targets) {
        const found = target.isAfterChanges ? contents.built : contents.patched;
        const conditions = contents.areLabelsKnown ? target.conditions : target.conditions.filter(isNoSelector);
        const asked = { ...target, conditions };
        if (found.some((one) => isPatched(one, asked))) continue;
        report({
          object,
          path: target.path,
          message: `the patch for ${target.shown} matches no object`,
          hint: hintFor(asked, found, contents.built),
        });
      }
    }
  },
};

function isNoSelector({ field }: PatchCondition): boolean {
  return field !== 'labelSelector' && field !== 'annotationSelector';
}

function hintFor(target: PatchTarget, found: readonly KustomizedObject[], built: readonly KustomizedObject[]): string {
  const late = built.find((one) => isPatched(one, target));
  if (late !== undefined) return hintAboutOrder(target, found[built.indexOf(late)]);

  for (const condition of target.conditions) {
    const others = { ...target, conditions: target.conditions.filter((one) => one !== condition) };
    const near = found.filter((one) => isPatched(one, others));
    if (others.conditions.length > 0 && near.length > 0) return hintAbout(condition, near);
  }
  return found.length === 0 ? 'there are no objects: remove the patch' : 'correct its target, or remove the patch';
}

/** What the kustomization itself adds is not there yet when its patches are applied. */
function hintAboutOrder({ conditions }: PatchTarget, before: KustomizedObject | undefined): string {
  const missed = conditions.find(({ holds }) => before !== undefined && !holds(before));
  const what = missed === undefined ? '' : `${missed.field} ${missed.wanted}`;
  return `the kustomization gives its objects what "${what}" asks for after its patches: ask for what they have before, or patch them in a kustomization above`;
}

function hintAbout({ field, wanted }: PatchCondition, near: readonly KustomizedObject[]): string {
  const [first] = near;
  if (first === undefined || field === 'labelSelector' || field === 'annotationSelector')
    return `what fits the rest has no such ${field === 'annotationSelector' ? 'annotations' : 'labels'}: correct them, or remove the patch`;
  const values = [...new Set(near.flatMap((one) => valuesOf(one, field)))];
  const meant = nearest(wanted, values);
  if (meant !== undefined) return `did you mean ${field} "${meant}"?`;
  const shown = values.slice(0, 3).map((one) => (one === '' ? 'that has no name' : `"${one}"`));
  return `what fits the rest has ${field} ${shown.join(', ')}: correct it, or remove the patch`;
}
