import type { Kustomization } from '../../../manifests/manifest';
import { namedComponentsOf, namedResourcesOf } from '../../kustomize/named-paths';
import type { NamedPath } from '../../kustomize/named-paths';
import type { Report, Rule } from '../../rule';

export const kustomizationCycle: Rule = {
  id: 'kustomization-cycle',
  title: 'a kustomization is made of itself',
  why: 'Kustomize refuses to build any of those in the circle. It happens when a base lists the overlay that uses it, or `.` lists itself.',
  source: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/resource/',
  severity: 'error',
  failing: `
# base/kustomization.yaml
resources: [config-map.yaml, ../prod]
---
# base/config-map.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
---
# prod/kustomization.yaml
resources: [../base]
`,
  passing: `
# base/kustomization.yaml
resources: [config-map.yaml]
---
# base/config-map.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
---
# prod/kustomization.yaml
resources: [../base]
`,
  check({ kustomizations }, report) {
    const done = new Set<Kustomization>();
    for (const object of kustomizations) visit(object, [], done, report);
  },
};

/** More of a circle nobody reads. */
const mostSteps = 5;

/** Walks down; whoever is met again on the way closes a circle. What has been walked through is not walked through again. */
function visit(
  object: Kustomization,
  above: readonly Kustomization[],
  done: Set<Kustomization>,
  report: (found: Report) => void,
): void {
  if (done.has(object)) return;
  const way = [...above, object];
  for (const { named, kustomization } of kustomizationsBelow(object)) {
    const start = way.indexOf(kustomization);
    if (start === -1) {
      visit(kustomization, way, done, report);
      continue;
    }
    const steps = [...way.slice(start), kustomization].map(({ file }) => `"${file}"`);
    const left = steps.length - mostSteps - 1;
    const circle =
      left <= 0 ? steps : [...steps.slice(0, mostSteps), `${left} others, the last of which uses ${steps.at(-1)}`];
    report({
      object,
      path: named.path,
      message: `"${named.text}" leads back: ${circle.join(', which uses ')}`,
      hint: 'remove one of the steps',
    });
  }
  done.add(object);
}

function kustomizationsBelow(
  object: Kustomization,
): readonly { readonly named: NamedPath; readonly kustomization: Kustomization }[] {
  return [...namedResourcesOf(object), ...namedComponentsOf(object)].flatMap((named) => {
    const part = object.partAt?.(named.text);
    return part?.type === 'kustomization' ? [{ named, kustomization: part.kustomization }] : [];
  });
}
