import { formatOfSecret } from '../../src/secrets/formats';
import { isPlaceholder, looksRandom, namesASecret } from '../../src/secrets/looks';
import { textsBelow } from '../rule';
import type { PolicyRule } from '../rule';

/** `spec.data[].secretKey` and the like: which key, not what is in it. */
const references = /(?:^|_)(?:name|key|ref)$/i;

/** Inputs are in the state, in previews, and of a release in the cluster, for everybody who may look there. */
export const noPlainSecrets: PolicyRule = {
  name: 'no-plain-secrets',
  description:
    'No input is a password, key or token: inputs are in the state, in previews, and in the release on the cluster.',
  *check({ type, name, inputs }) {
    if (type === 'kubernetes:core/v1:Secret') {
      yield `${name}: is a Secret with values; make an ExternalSecret, or name a Secret that is there`;
      return;
    }
    for (const { path, text } of textsBelow(inputs)) {
      const found = looksOf(path, text);
      if (found !== undefined) yield `${name}: ${path.join('.')} is ${found}; take it from a Secret that is named`;
    }
  },
};

function looksOf(path: readonly string[], text: string): string | undefined {
  const format = formatOfSecret(text);
  if (format !== undefined) return format;
  const key = path.at(-1) ?? '';
  if (isReference(key, text)) return undefined;
  if (namesASecret(key) && !isPlaceholder(text)) return 'what its name calls a secret';
  return looksRandom(key, text) ? 'long and random, as generated keys are' : undefined;
}

// Argo CD replaces "$key" and "$secret:key" by what is in a Secret. Names of Secrets are names of objects.
function isReference(key: string, text: string): boolean {
  if (text.startsWith('$')) return true;
  const namesAnObject = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(text) && /secret$/i.test(key);
  return namesAnObject || references.test(key.replaceAll(/([a-z])([A-Z])/g, '$1_$2'));
}
