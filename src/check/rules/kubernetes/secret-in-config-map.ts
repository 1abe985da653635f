import type { ManifestObject } from '../../../manifests/manifest';
import { mappingAt } from '../../../manifests/value-at';
import { secretsIn } from '../../../secrets/find';
import { formatOfSecret } from '../../../secrets/formats';
import type { Sign } from '../../../secrets/place';
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
      for (const { field, key, value } of textsOf(object)) {
        const format = formatOfSecret(value);
        const signs = secretsIn(value, key).map(({ sign }) => sign);
        const found = settingsFile.test(key) ? inSettings : inScripts;
        if (format === undefined && !signs.some((sign) => found.has(sign))) continue;
        report({
          object,
          path: [field, key],
          message: `the ConfigMap "${object.name}" has ${format ?? 'what looks like a secret'} under "${key}"`,
          hint: 'take it from a Secret that an ExternalSecret makes, and replace it: it has been seen',
          // A name or a form says so; chance, and a line among others, is a guess.
          severity: format !== undefined || signs.includes('name') ? 'error' : 'warning',
        });
      }
    }
  },
};

/** Names of files that say settings, where scripts and templates say how something is done. */
const settingsFile = /\.(?:properties|env|ini|ya?ml|json|toml|xml|conf|cnf|config)$|^\.?(?:env|npmrc|netrc|config)$/i;

const inSettings: ReadonlySet<Sign> = new Set(['form', 'name', 'setting', 'account', 'chance']);
/** Programs say passwords in scripts, too; "--password x" in one may be how something is done. */
const inScripts: ReadonlySet<Sign> = new Set(['form', 'name', 'program', 'account', 'chance']);

interface ConfigText {
  readonly field: 'data' | 'binaryData';
  readonly key: string;
  readonly value: string;
}

function textsOf({ value }: ManifestObject): readonly ConfigText[] {
  return (['data', 'binaryData'] as const).flatMap((field) =>
    Object.entries(mappingAt(value, [field])).flatMap(([key, text]) => {
      if (typeof text !== 'string' || text === '') return [];
      return [{ field, key, value: field === 'data' ? text : Buffer.from(text, 'base64').toString('utf8') }];
    }),
  );
}
