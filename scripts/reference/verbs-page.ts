import * as z from 'zod';

import type { Verb } from '../../src/changes/verb';
import { verbs } from '../../src/changes/verbs';
import { rowsOf, schemaOf } from './schema-rows';
import { codeCell, proseCell, table } from './table';

/** docs/reference/verbs.md: what somebody may ask for, from the registry of verbs. */
export function verbsPage(): string {
  return [
    '# Verbs',
    'What a person, a pipeline or a portal may ask for. Each verb plans an edit of files of the catalog, in which every byte stays that the edit is not ' +
      'about. It knows no gate: whether the change may go ahead is decided by what it has an effect on. An unknown field is an error, and all errors are ' +
      'reported together. An environment may be called by an alias.',
    'The reason and the change ticket are those of the request: a hold says the reason, and a release that is promoted or rolled back the ticket.',
    table(
      ['verb', 'what it does'],
      verbs.map(({ name, summary }) => [`[${name}](#${name})`, proseCell(summary)]),
    ),
    ...verbs.flatMap(sectionOf),
  ].join('\n\n');
}

function sectionOf({ name, summary, fields, names, examples }: Verb): readonly string[] {
  const { $schema: _, ...json } = z.toJSONSchema(fields, { io: 'input' });
  const rows = rowsOf(schemaOf(json)).map(({ path, value, fallback, meaning }) => {
    const thing = names[path];
    return [codeCell(path), thing === undefined ? value : valueOf(thing, value), fallback, proseCell(meaning)];
  });
  return [
    `## ${name}`,
    `${summary.slice(0, 1).toUpperCase()}${summary.slice(1)}.`,
    table(['field', 'value', 'default', 'meaning'], rows),
    ...examples.flatMap(({ title, fields: example }) => [title, jsonBlock(example)]),
  ];
}

/** What a name is of, in place of "text". */
function valueOf(thing: string, value: string): string {
  return value.replace('list of texts', `list of ${thing}s`).replace(/^text/, thing);
}

function jsonBlock(value: unknown): string {
  return `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;
}
