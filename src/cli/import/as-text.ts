import type { ImportReport, ShownNote } from '../../import/import-report';
import { withoutHash } from '../../import/names';
import type { NoteKind } from '../../import/note';
import type { Unsaid } from '../../import/unsaid';
import { groupBy } from '../../model/group-by';
import type { Colours } from '../colours';
import { diffAsText } from '../diff-as-text';
import { asLines } from '../shown-text';

/** Notes in the order in which a person has to act. */
const noteTitles: readonly (readonly [NoteKind, string])[] = [
  ['fill', 'fill in: only a person knows it'],
  ['secret', 'secrets: the values stay behind'],
  ['corrected', 'corrected'],
  ['assumed', 'assumed: no manifest says it'],
];

/**
 * Writes a report for a terminal.
 *
 * @param catalog the folder of the catalog, as people see it
 */
export function importAsText(report: ImportReport, catalog: string, colours: Colours): string {
  const { bold, dim, green, yellow, red } = colours;
  const { counts, remaining } = report;
  const mark = report.isComplete ? green('✓') : red('✗');
  const sections = [
    [
      `${mark} ${count(report.services.length, 'service')} in ${count(report.environments.length, 'environment')}: ${bold(catalog)}, ${count(report.files.length, 'file')}`,
      `  ${count(counts.objects, 'object')}: ${counts.equal} equal, ${counts.hardened} that Slipway only adds to, ` +
        `${counts.otherwise} otherwise, ${counts.notImported} not imported`,
    ],
    remaining.groups.length === 0
      ? []
      : section(red('what would be otherwise'), diffAsText(remaining, colours).trimEnd().split('\n').slice(2)),
    section(red('not said by the catalog, and why'), unsaidLines(report.unsaid, dim)),
    section(yellow('in no environment'), [
      ...unsaidLines(report.outside, dim),
      ...report.skipped.map(({ path, reason }) => `${path}: ${reason}`),
    ]),
    ...noteTitles.map(([kind, title]) =>
      section(
        kind === 'fill' ? red(title) : kind === 'secret' ? yellow(title) : title,
        noteLines(
          report.notes.filter((note) => note.kind === kind),
          catalog,
          dim,
        ),
      ),
    ),
    section(
      'called otherwise, with the same content',
      grouped(
        report.renamed.map(({ kind, from, to, environment }) => [`${kind} ${withoutHash(from)} → ${to}`, environment]),
      ),
    ),
    section(
      'Slipway adds',
      report.additions.flatMap(({ title, effect, count: objects, what }) => [
        `${effect === undefined ? ' ' : yellow('!')} ${title}, ${count(objects, 'object')}${effect === undefined ? '' : `: ${effect}`}`,
        `    ${dim(shortened(what))}`,
      ]),
    ),
  ].filter((lines) => lines.length > 0);
  return sections.map(asLines).join('\n');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => (line === '' ? '' : `  ${line}`))];
}

/** By reason, then by field: the field once, with the lines that say it. */
function unsaidLines(unsaid: readonly Unsaid[], dim: Colours['dim']): readonly string[] {
  return [...groupBy(unsaid, ({ why }) => why)].flatMap(([why, members]) => [
    `${why}:`,
    ...[...groupBy(members, titleOf)].map(([title, same]) => {
      const places = [...new Set(same.map(({ place }) => `${place.file}:${place.line}`))];
      const rest = places.length - mostPlaces;
      const list = places.slice(0, mostPlaces).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
      const environments = [...new Set(same.map(({ environment }) => environment))].filter((name) => name !== '');
      return `  ${title}${environments.length === 0 ? '' : ` in ${environments.sort().join(', ')}`}: ${dim(list)}`;
    }),
  ]);
}

const mostPlaces = 4;

/** A label is the same whatever has it. */
function titleOf({ object, field }: Unsaid): string {
  if (field === '') return withoutHash(object);
  return field.startsWith('metadata.labels') ? field : `${withoutHash(object)} ${field}`;
}

function noteLines(notes: readonly ShownNote[], catalog: string, dim: Colours['dim']): readonly string[] {
  return notes.map(({ text, catalog: { file, line }, source }) => {
    const from = source === undefined ? '' : dim(` (${source.file}:${source.line})`);
    return `${catalog}/${file}:${line} ${text}${from}`;
  });
}

/** Equal lines once, with the environments that have them. */
function grouped(lines: readonly (readonly [text: string, environment: string])[]): readonly string[] {
  const environments = new Map<string, Set<string>>();
  for (const [text, environment] of lines)
    environments.set(text, (environments.get(text) ?? new Set<string>()).add(environment));
  return [...environments].map(([text, names]) => {
    const list = [...names].filter((name) => name !== '').sort();
    return list.length === 0 ? text : `${text} in ${list.join(', ')}`;
  });
}

function shortened(what: readonly string[]): string {
  const most = 6;
  return what.slice(0, most).join(', ') + (what.length > most ? ` and ${what.length - most} more` : '');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
