import { generatorClashesOf } from '../../kustomize/generator-clashes';
import type { Rule } from '../../rule';

export const generatorWithoutBase: Rule = {
  id: 'generator-without-base',
  title: 'a generator merges into an object that is not there',
  why: 'Kustomize refuses to build it: what does not exist can be neither merged nor replaced. It happens when the base renames its ConfigMap, or the overlay misspells it.',
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
  - { name: setting, behavior: merge, literals: [LOG_LEVEL=warn] }
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
        if (isThere) continue;
        const { kind, name, behavior, path } = generator;
        report({
          object,
          path: [...path, 'name'],
          message: `there is no ${kind} "${name}" to ${behavior}`,
          hint: 'correct the name, or leave "behavior" out to make a new one',
        });
      }
    }
  },
};
