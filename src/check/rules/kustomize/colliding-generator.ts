import { generatorClashesOf } from '../../kustomize/generator-clashes';
import type { Rule } from '../../rule';

export const collidingGenerator: Rule = {
  id: 'colliding-generator',
  title: 'a generator makes an object that is there already',
  why: 'Kustomize refuses to build it: the behavior has to be merge or replace. An overlay with the generator of its base, copied, is the usual case.',
  source: 'https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/configmapgenerator/',
  severity: 'error',
  failing: `
# base/kustomization.yaml
configMapGenerator:
  - { name: settings, literals: [LOG_LEVEL=info] }
---
# prod/kustomization.yaml
resources: [../base]
configMapGenerator:
  - { name: settings, literals: [LOG_LEVEL=warn] }
`,
  passing: `
# base/kustomization.yaml
configMapGenerator:
  - { name: settings, literals: [LOG_LEVEL=info] }
---
# prod/kustomization.yaml
resources: [../base]
configMapGenerator:
  - { name: settings, behavior: merge, literals: [LOG_LEVEL=warn] }
`,
  check({ kustomizations }, report) {
    for (const object of kustomizations) {
      for (const { generator, isThere } of generatorClashesOf(object)) {
        if (!isThere) continue;
        const { kind, name, path } = generator;
        report({
          object,
          path: [...path, 'name'],
          message: `${kind} "${name}" is there before this generator makes it`,
          hint: 'say "behavior: merge" or "behavior: replace", or give it another name',
        });
      }
    }
  },
};
