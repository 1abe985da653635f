import type { ManifestObject, Path } from '../../../manifests/manifest';
import { isMapping, listAt, valueAt } from '../../../manifests/value-at';
import { secretsIn } from '../../../secrets/find';
import { formatOfSecret } from '../../../secrets/formats';
import { isLiteral } from '../../../secrets/literal';
import { namesAPassword } from '../../../secrets/looks';
import type { Sign } from '../../../secrets/place';
import { flagIn } from '../../../secrets/value';
import { wordsWithoutPasswords } from '../../../secrets/words';
import type { Rule } from '../../rule';

/** Kinds that have rules of their own, and those that are there to hold what is encrypted. */
const elsewhere: ReadonlySet<string> = new Set(['ConfigMap', 'Secret', 'SealedSecret', 'CustomResourceDefinition']);

/** Kinds in whose containers `secret-in-env` looks. */
const withVariables: ReadonlySet<string> = new Set([
  'Pod',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Rollout',
  'Job',
  'CronJob',
]);

/** What kubectl has applied, as JSON: all of the object. */
const applied = 'kubectl.kubernetes.io/last-applied-configuration';

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
        // Values of variables are said by secret-in-env.
        if (path.at(-1) === 'value' && path.at(-3) === 'env' && withVariables.has(object.kind)) return;
        const format = text.length < shortest ? undefined : formatOfSecret(text);
        const isCertain = format !== undefined || isNamed(text, path);
        if (!isCertain && !isSaid(text, path, object)) return;
        report({
          object,
          path: [...path],
          message: `the ${object.kind} "${object.name}" has ${format ?? 'what looks like a secret'} in it`,
          hint: 'take it from a Secret that an ExternalSecret makes, and replace it: it has been seen',
          // What stands around a text is a guess.
          severity: isCertain ? 'error' : 'warning',
        });
      });
    }
  },
};

/** A Secret and a ConfigMap have labels and annotations like everything else. */
function metadataOf({ metadata }: Readonly<Record<string, unknown>>): unknown {
  return { metadata };
}

/** Whether what stands around a text says that it is a password: a flag, the name beside a value, the field itself. */
function isSaid(text: string, path: Path, { value }: ManifestObject): boolean {
  const [last, above] = [path.at(-1), path.at(-2)];
  if (above === 'args' || above === 'command') {
    const before = typeof last === 'number' ? valueAt(value, [...path.slice(0, -1), last - 1]) : undefined;
    const flag = flagIn(before);
    if (flag !== undefined && namesAPassword(flag) && isLiteral(text)) return true;
    return says(text, inWords) || isWordOfProgram(text, path, value);
  }
  if (last === 'value') {
    const name = valueAt(value, [...path.slice(0, -1), 'name']);
    return typeof name === 'string' && namesAPassword(name) && isLiteral(text);
  }
  if (last === 'values' || last === 'patch' || last === applied) return says(text, inDocuments);
  // Values of a chart that are no text: "auth: { rootPassword: x }".
  if (path.includes('valuesObject') || (path[0] === 'spec' && path[1] === 'values'))
    return typeof last === 'string' && namesAPassword(last) && isLiteral(text);
  if (typeof last !== 'string' || !/^passw(?:or)?d$/i.test(last) || !isLiteral(text)) return false;
  // "password: db" below "passwordSecret" is the key of one.
  return !path.slice(0, -1).some((key) => typeof key === 'string' && /secret|ref$|keys?$/i.test(key));
}

const inWords: ReadonlySet<Sign> = new Set(['name', 'program', 'words', 'setting', 'account']);
const inDocuments: ReadonlySet<Sign> = new Set(['setting']);

function says(text: string, found: ReadonlySet<Sign>): boolean {
  return secretsIn(text).some(({ sign }) => found.has(sign));
}

/** Whether the program of a container takes this word for a password. */
function isWordOfProgram(text: string, path: Path, value: unknown): boolean {
  const container = valueAt(value, path.slice(0, -2));
  const [list, index] = [path.at(-2), Number(path.at(-1))];
  const [command, args] = ['command', 'args'].map((key) => listAt(container, [key]).map(String));
  if (command === undefined || args === undefined) return false;
  return wordsWithoutPasswords([...command, ...args])[list === 'command' ? index : command.length + index] !== text;
}

function isNamed(text: string, path: Path): boolean {
  return isNote(path) && secretsIn(text, String(path.at(-1))).some(({ sign }) => sign === 'name');
}

function isNote(path: Path): boolean {
  return path.at(-3) === 'metadata' && (path.at(-2) === 'annotations' || path.at(-2) === 'labels');
}

/** One path for all, which is changed on the way: a copy for each text would be most of the work. */
function visitTexts(node: unknown, path: (string | number)[], visit: (text: string, path: Path) => void): void {
  if (typeof node === 'string') {
    visit(node, path);
    return;
  }
  const keys = Array.isArray(node) ? node.keys() : isMapping(node) ? Object.keys(node) : [];
  for (const key of keys) {
    path.push(key);
    visitTexts(valueAt(node, [key]), path, visit);
    path.pop();
  }
}
