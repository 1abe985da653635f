import { nearest } from '../../../model/nearest';
import { contentsOf } from '../../kustomize/contents';
import type { KustomizedObject } from '../../kustomize/contents';
import { patchTargetsOf } from '../../kustomize/patches';
import type { PatchTarget } from '../../kustomize/patches';
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
      const { built, isComplete } = contentsOf(object);
      if (!isComplete) continue;
      for (const target of targets) {
        if (built.some(target.matches)) continue;
        report({
          object,
          path: target.path,
          message: `the patch for ${target.shown} matches no object`,
          hint: hintFor(target, built),
        });
      }
    }
  },
};

function hintFor({ name, kind }: PatchTarget, built: readonly KustomizedObject[]): string {
  const ofKind = built.filter((object) => object.kind === kind);
  const meant = name === undefined ? undefined : nearest(name, new Set(ofKind.flatMap(({ names }) => names)));
  if (meant !== undefined) return `did you mean "${meant}"?`;
  return ofKind.length > 0 ? 'correct its name, or remove the patch' : 'correct its kind, or remove the patch';
}
