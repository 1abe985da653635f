import { mappingAt } from '../../../manifests/value-at';
import { formatOfSecret } from '../../../secrets/formats';
import { isPlaceholder, looksRandom, namesASecret } from '../../../secrets/looks';
import type { Rule } from '../../rule';

export const secretInConfigMap: Rule = {
  id: 'secret-in-config-map',
  title: 'a secret is in a ConfigMap',
  why: 'Whoever can read the repository, or the ConfigMaps of the namespace, has it, and it stays in the history of Git for ever.',
  source: 'https://kubernetes.io/docs/concepts/configuration/configmap/',
  severity: 'error',
  hidesLine: true,
  failing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
data: { db-password: hunter2 }
`,
  passing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: shop }
data: { db-host: db.shop.svc.cluster.local }
`,
  check(inventory, report) {
    for (const object of inventory.ofKind('ConfigMap', '')) {
      for (const [key, value] of Object.entries(mappingAt(object.value, ['data']))) {
        if (typeof value !== 'string' || value === '') continue;
        const format = formatOfSecret(value);
        const isNamed = namesASecret(key) && !isPlaceholder(value);
        if (format === undefined && !isNamed && !looksRandom(key, value)) continue;
        report({
          object,
          path: ['data', key],
          message: `the ConfigMap "${object.name}" has ${format ?? 'what looks like a secret'} under "${key}"`,
          hint: 'take it from a Secret that an ExternalSecret makes, and replace it: it has been seen',
          // A name or a form says so; chance alone is a guess.
          severity: format !== undefined || isNamed ? 'error' : 'warning',
        });
      }
    }
  },
};
