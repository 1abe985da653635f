import { didYouMean } from '../../../model/nearest';
import { listAt, textAt } from '../../../manifests/value-at';
import { isComponent } from '../../kustomize/contents';
import { imageNamesOf } from '../../kustomize/image-names';
import type { Rule } from '../../rule';

export const imageOverrideWithoutImage: Rule = {
  id: 'image-override-without-image',
  title: 'a kustomization sets the tag of an image that nothing runs',
  why: 'Kustomize leaves the entry out without a word. A pipeline that writes the new tag there succeeds, Argo CD syncs, and the old image runs on. The name must be all that stands before the tag, registry included.',
  source: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/images/',
  severity: 'error',
  failing: `
# kustomization.yaml
resources: [pod.yaml]
images: [{ name: web, newTag: v1.3.0 }]
---
# pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec: { containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.2.0' }] }
`,
  passing: `
# kustomization.yaml
resources: [pod.yaml]
images: [{ name: ghcr.io/your-org/web, newTag: v1.3.0 }]
---
# pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec: { containers: [{ name: web, image: 'ghcr.io/your-org/web:v1.2.0' }] }
`,
  check({ kustomizations }, report) {
    for (const object of kustomizations) {
      const overrides = listAt(object.value, ['images']);
      const names = overrides.length === 0 || isComponent(object) ? undefined : imageNamesOf(object);
      if (names === undefined) continue;
      for (const [index, override] of overrides.entries()) {
        const name = textAt(override, ['name']);
        if (name === undefined || names.has(name)) continue;
        report({
          object,
          path: ['images', index, 'name'],
          message: `no container runs the image "${name}"`,
          hint: hintFor(name, names),
        });
      }
    }
  },
};

function hintFor(name: string, names: ReadonlySet<string>): string {
  const meant = [...names].find((one) => one.endsWith(`/${name}`));
  return meant === undefined ? didYouMean(name, names) : `did you mean "${meant}"?`;
}
