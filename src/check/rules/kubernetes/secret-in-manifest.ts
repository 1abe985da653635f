import { isMapping, valueAt } from '../../../manifests/value-at';
import { formatOfSecret } from '../../../secrets/formats';
import { isPlaceholder, namesASecret } from '../../../secrets/looks';
import type { Rule } from '../../rule';

/** Kinds that have rules of their own, and those that are there to hold what is encrypted. */
const elsewhere: ReadonlySet<string> = new Set(['ConfigMap', 'Secret', 'SealedSecret', 'CustomResourceDefinition']);

/** The shortest thing with a known form is an address with a password. */
const shortest = 12;

export const secretInManifest: Rule = {
  id: 'secret-in-manifest',
  title: 'a key or a token is written into a manifest',
  why: 'Whoever can read the repository has it, and it stays in the history of Git for ever.',
  source: 'https://kubernetes.io/docs/concepts/security/secrets-good-practices/',
  severity: 'error',
  hidesLine: true,
  failing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      args: [--database=postgres://web:hunter2@db.shop.svc/web]
`,
  passing: `
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop }
spec:
  containers:
    - name: web
      image: ghcr.io/your-org/web:v1.2.0
      args: [--database=postgres://web:$(DB_PASSWORD)@db.shop.svc/web]
`,
  check({ objects }, report) {
    for (const object of objects) {
      const isElsewhere = elsewhere.has(object.kind);
      visitTexts(isElsewhere ? metadataOf(object.value) : object.value, [], (text, path) => {
        const format = formatOfSecret(text) ?? (isNamed(text, path) ? 'what looks like a secret' : undefined);
        // Values of variables are said by secret-in-env.
        if (format === undefined || (path.at(-1) === 'value' && path.at(-3) === 'env')) return;
        report({
          object,
          path: [...path],
          message: `the ${object.kind} "${object.name}" has ${format} in it`,
          hint: 'take it from a Secret that an ExternalSecret makes, and replace it: it has been seen',
        });
      });
    }
  },
};

/** A Secret and a ConfigMap have labels and annotations like everything else. */
function metadataOf({ metadata }: Readonly<Record<string, unknown>>): unknown {
  return { metadata };
}

/** A key with a prefix is one of a program: what ends with "secret" there is the name of a Secret. */
function isNamed(text: string, path: readonly (string | number)[]): boolean {
  const key = String(path.at(-1));
  if (!isNote(path) || !namesASecret(key.slice(key.lastIndexOf('/') + 1)) || isPlaceholder(text)) return false;
  return !key.includes('/') || !/(?:secret|credentials?)$/i.test(key);
}

function isNote(path: readonly (string | number)[]): boolean {
  return path.at(-3) === 'metadata' && (path.at(-2) === 'annotations' || path.at(-2) === 'labels');
}

/** One path for all, which is changed on the way: a copy for each text would be most of the work. */
function visitTexts(
  node: unknown,
  path: (string | number)[],
  visit: (text: string, path: readonly (string | number)[]) => void,
): void {
  if (typeof node === 'string') {
    if (node.length >= shortest || isNote(path)) visit(node, path);
    return;
  }
  const keys = Array.isArray(node) ? node.keys() : isMapping(node) ? Object.keys(node) : [];
  for (const key of keys) {
    path.push(key);
    visitTexts(valueAt(node, [key]), path, visit);
    path.pop();
  }
}
