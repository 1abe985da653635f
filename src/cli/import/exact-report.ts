import type { ExactImport } from '../../import/exact/exact-question';
import type { ExpectedObject } from '../../import/exact/expected-objects';
import type { ObjectCopy } from '../../import/exact/objects-twice';
import type { SkippedPath } from '../../manifests/manifest';
import { documents } from '../../model/catalog';
import { conventions } from '../../model/convention';
import { groupBy } from '../../model/group-by';
import type { Colours } from '../colours';
import { asLines } from '../shown-text';
import type { Ask } from './asks';
import { needsAsText, type NeededChange } from './needed-changes';

/** What an exact import has to say. */
export interface ExactReport extends ExactImport {
  /** Its folder, as people see it. */
  readonly catalog: string;
  readonly environments: readonly string[];
  readonly skipped: readonly SkippedPath[];
  /** What was there again, and is imported once. */
  readonly copies: readonly ObjectCopy[];
  /** How much could not be read. */
  readonly unread: number;
  /** What platform and environments of a catalog that is there would have to become. */
  readonly needs: readonly NeededChange[];
  /** What only a person knows, and what is assumed, where it is written. */
  readonly asks: readonly Ask[];
  /** Objects that pods need and that no manifest has. */
  readonly expected: readonly ExpectedObject[];
  /** Hosts that variables name and that nothing in the catalog is called, with who names them. */
  readonly hosts: readonly string[];
}

/** Writes a report for a terminal. */
export function exactAsText(report: ExactReport, colours: Colours): string {
  const { bold, dim, green, yellow, red } = colours;
  const { objects, differences, secrets, fields, services, environments, asManifests, unadopted, skipped, chart } =
    report;
  const isSame = differences.length === 0;
  const share = (part: number): string => `${fields.all === 0 ? 0 : Math.round((part / fields.all) * 100)} %`;
  const words = Math.max(fields.all - fields.inPatches - fields.inManifests, 0);
  const sections: readonly (readonly string[])[] = [
    [
      `${isSame ? green('✓') : red('✗')} ${count(services.length, 'service')} in ${count(environments.length, 'environment')}: ${bold(report.catalog)}`,
      `  ${count(objects, 'object')}, ${count(differences.length, 'difference')}`,
      chart === undefined
        ? `  ${count(fields.all, 'field')}: ${share(words)} in the words of the catalog, ${share(fields.inPatches)} in patches, ${share(fields.inManifests)} in manifests`
        : `  chart ${chart.name} ${chart.version} stays the source: "slipway synth" renders it by Helm`,
    ],
    section(
      'hooks of Helm, which Argo CD runs with each sync; those of tests and removals are left out',
      chart?.hooks ?? [],
    ),
    section(
      red('differences'),
      differences.map(({ object, environment, fields: own }) => `${object} in ${environment}: ${count(own, 'field')}`),
    ),
    section(
      yellow('secrets: the values stay behind'),
      [...groupBy(secrets, ({ object }) => `${object.kind} ${object.name}`)].map(
        ([name, own]) => `${name}: ${[...new Set(own.map(({ what }) => what))].join(', ')}`,
      ),
    ),
    section(
      yellow('what the catalog would have to become: nothing that is there was changed'),
      needsAsText(report.needs, report.catalog),
    ),
    section(
      yellow('not read'),
      skipped.map(({ path, reason }) => `${path}: ${reason}`),
    ),
    section(
      'there more than once, all the same: imported once',
      report.copies.map(({ object, leftOut, imported }) => `${object}: ${leftOut}, as ${imported}`),
    ),
    section(
      'conventions that are not adopted, and by how many services; "slipway adopt SERVICE" takes them on',
      [...unadopted].map(([name, number]) => `${name} ${number} ${dim(wordsOf(name))}`),
    ),
    section('written as manifests alone', asManifests),
    section(
      yellow('fill in, or see that it is right'),
      report.asks.map(({ file, line, text }) => `${report.catalog}/${file}:${line}: ${text}`),
    ),
    section(
      yellow('expected where it runs: no manifest has it'),
      report.expected.map(({ object, by, environments: where }) =>
        where.length === environments.length
          ? `${object}, for ${by.join(', ')}`
          : `${object}, for ${by.join(', ')} in ${where.join(', ')}`,
      ),
    ),
    section(
      yellow(
        'hosts of nobody in the catalog: "egress" or "dependsOn" has to lead there before "network-policy" is adopted',
      ),
      report.hosts,
    ),
    section(
      yellow('fill in: the version that runs, instead of "latest"'),
      report.unversioned.flatMap((name) =>
        environments.map((one) => `${report.catalog}/${documents.overlay(name, one)}`),
      ),
    ),
  ].filter((lines) => lines.length > 0);
  return sections.map(asLines).join('\n');
}

/** The report for programs: one object. */
export function exactAsJson({ files, secrets, unadopted, ...report }: ExactReport): object {
  return {
    ...report,
    files: [...files.keys()],
    unadopted: Object.fromEntries(unadopted),
    secrets: secrets.map(({ object: { kind, name, file }, what }) => ({ object: `${kind} ${name}`, file, what })),
  };
}

function wordsOf(name: string): string {
  return Object.entries(conventions).find(([one]) => one === name)?.[1] ?? '';
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
