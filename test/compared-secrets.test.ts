import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { comparedSecrets } from './helpers/compared-secrets';
import { packageRoot } from './helpers/run-slipway';

/** Rooms that meet what strangers send, and what they are to know to be believed. */
const rooms = ['argocd', 'controller', 'http', 'portal', 'signatures'];

/** Comparisons that tell nobody anything, and why. */
const allowed: Readonly<Record<string, string>> = {
  'controller/read-secrets.ts: names.includes(name)': 'names of files',
  'controller/read-secrets.ts: one.environment === environment': 'names of environments, of our own files',
  'controller/read-secrets.ts: first === index': 'places in a list',
  'signatures/ssh-key.ts: secret.subarray(32).equals(publicKey.blob.subarray(-32))': 'halves of one file of our own',
};

const textOf = (file: string): string => readFileSync(join(packageRoot, 'src', file), 'utf8');

test('secrets, tokens and signatures that strangers send are compared by timingSafeEqual, and by nothing else', () => {
  const files = rooms.flatMap((room) =>
    readdirSync(join(packageRoot, 'src', room), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => `${room}/${file.replaceAll('\\', '/')}`),
  );
  const found = files.flatMap((file) => comparedSecrets(textOf(file)).map((one) => `${file}: ${one}`));

  expect(files.length).toBeGreaterThan(50);
  expect(found.sort()).toEqual(Object.keys(allowed).sort());
});

test.each([
  ['portal/port/verify-signature.ts', 'given === wanted'],
  ['portal/port/verify-signature.ts', 'Buffer.from(given).equals(Buffer.from(wanted))'],
  ['portal/port/verify-signature.ts', 'Buffer.compare(Buffer.from(given), Buffer.from(wanted)) === 0'],
  ['controller/http/argocd-route.ts', 'digest(one.token) === wanted'],
  ['controller/http/argocd-route.ts', 'one.token === given'],
  ['controller/http/argocd-route.ts', 'digest(one.token).equals(wanted)'],
])('in %s, "%s" would be found', (file, instead) => {
  const text = textOf(file);
  const mutated = text.replace(/timingSafeEqual\((?:[^()]|\([^()]*\))*\)(?=;|\))/, () => instead);

  expect(mutated).not.toBe(text);
  expect(comparedSecrets(mutated).join()).toContain(instead.replace(' === 0', ''));
});

test.each([
  'const isFine = given === settings.secret;',
  'const isFine = tokens.has(given);',
  'const isFine = secrets.includes(given);',
  'const isFine = secrets.some((one) => one === given);',
  'switch (signature) {\n  case given: break;\n}',
  "const wanted = createHmac('sha256', key).update(body).digest('hex');\nconst isFine = wanted === given;",
  'for (const one of tokens) if (one !== given) refuse();',
  'const isFine = isDeepStrictEqual(given, password);',
])('a comparison is found: %s', (text) => {
  expect(comparedSecrets(text)).toHaveLength(1);
});

test.each([
  "if (signature === '' || signature === undefined) refuse();",
  'if (tokens.length === 0) refuse();',
  'const isFine = timingSafeEqual(digest(token), digest(given));',
])('what says nothing of a secret is left alone: %s', (text) => {
  expect(comparedSecrets(text)).toEqual([]);
});
