import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { packageRoot } from '../helpers/run-slipway';
import { blocksOf } from './markdown';

const page = readFileSync(join(packageRoot, 'docs', 'how-to', 'install-the-platform.md'), 'utf8');

/** Commands of the page in its order, each in one line. */
const commands = blocksOf(page)
  .filter(({ language }) => language === 'sh')
  .flatMap(({ text }) => text.replaceAll(/\\\n\s*/g, '').split('\n'))
  .filter((line) => line !== '');

const [made, used] = [
  { file: /(?:\s-out|\s>) ([\w.-]+)/g, stack: /stack select --create (\w+)/g, namespace: /create namespace (\S+)/g },
  {
    file: /(?:\$\(cat |\s-(?:key|in|CA|CAkey|extfile) |\s--file |--from-file=[\w.]+=)([\w.-]+)/g,
    stack: /--stack (\w+)/g,
    namespace: /kubectl create secret .*-n (\S+)/g,
  },
] as const;

/** What a reader who does one command after the other has not got when he needs it, and all that he needs. */
function followed(what: keyof typeof made): {
  readonly missing: readonly string[];
  readonly needed: readonly string[];
} {
  const there = new Set<string>();
  const [missing, needed] = [new Set<string>(), new Set<string>()];
  for (const command of commands) {
    for (const [, name = ''] of command.matchAll(used[what])) {
      needed.add(name);
      if (!there.has(name)) missing.add(`${name}: ${command}`);
    }
    for (const [, name = ''] of command.matchAll(made[what])) there.add(name);
  }
  return { missing: [...missing], needed: [...needed].sort() };
}

test('each file that a command of the page takes was made by one before it', () => {
  expect(followed('file')).toEqual({
    missing: [],
    needed: [
      'import.json',
      'issuer.crt',
      'issuer.csr',
      'issuer.ext',
      'issuer.key',
      'trust-anchor.crt',
      'trust-anchor.key',
    ],
  });
});

test('each stack and namespace that a command of the page names was made by one before it', () => {
  expect(followed('stack')).toEqual({ missing: [], needed: ['dev'] });
  expect(followed('namespace')).toEqual({ missing: [], needed: ['argocd', 'linkerd', 'monitoring'] });
});

test('nothing is installed before all that it needs is there', () => {
  const install = commands.findIndex((command) => command === 'pulumi up');

  expect(install).toBeGreaterThan(0);
  expect(commands.slice(0, install).filter((command) => command.startsWith('pulumi up'))).toEqual([]);
  const prepares = /^(?:kubectl create|openssl|pulumi (?:import|config set))/;
  expect(commands.slice(install).filter((command) => prepares.test(command))).toEqual([]);
});
