// Writes how verbs are typed on the command line into src/cli/changes/typed-verbs.ts: help must not load every schema.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { format } from 'prettier';

import { typedVerbs } from './verbs/typed-verbs';

const file = join(__dirname, '..', 'src', 'cli', 'changes', 'typed-verbs.ts');

async function main(): Promise<void> {
  writeFileSync(file, await typedVerbsFile());
  process.stdout.write('src/cli/changes/typed-verbs.ts\n');
}

/** The file, as it has to be. */
async function typedVerbsFile(): Promise<string> {
  const text = [
    '// Written by "npm run verbs" from src/changes/verbs.',
    "import type { TypedVerb } from './typed-field';",
    '',
    '/** How every verb is typed. */',
    `export const typedVerbs: readonly TypedVerb[] = ${JSON.stringify(typedVerbs())};`,
  ].join('\n');
  return await format(text, { parser: 'typescript', printWidth: 120, singleQuote: true });
}

void main(); // A rejection ends the process with its stack: this is a chore for developers.
