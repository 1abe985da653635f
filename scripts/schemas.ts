// Writes the JSON Schemas of the files that people write into schemas/, where `# yaml-language-server: $schema=` finds them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { format } from 'prettier';

import { fileSchemas, jsonSchemaOf } from './schemas/catalog-schemas';

const folder = join(__dirname, '..', 'schemas');

async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const schema of fileSchemas) {
    const file = `${schema.name}.schema.json`;
    writeFileSync(
      join(folder, file),
      await format(JSON.stringify(jsonSchemaOf(schema)), { parser: 'json', printWidth: 120 }),
    );
    process.stdout.write(`schemas/${file}\n`);
  }
}

void main(); // A rejection ends the process with its stack: this is a chore for developers.
