import { dirname, join, sep } from 'node:path';

import { Refusal } from '../../model/refusal';
import { isIndex, placeInTree } from '../../model/tree-layout';
import type { TreePlace } from '../../model/tree-layout';
import { synthesize } from '../../render/synthesize';
import type { SynthesizeReport } from '../../render/synthesize';
import { misplacedTree, wordsOfMisplaced } from '../../review/misplaced-tree';
import { memoryPlace } from '../cache-place';
import type { Context, ExitCode, Output } from '../context';
import { extensionsBeside } from '../extensions-beside';
import type { ExtensionsBeside } from '../extensions-beside';
import type { CatalogPlace } from '../find-catalog';
import { progressLine } from '../progress-line';
import { printableLine } from '../../model/printable';
import { refreshSchemas } from '../refresh-schemas';
import { renderTools } from '../render-tools';
import { shownPath } from '../shown-path';
import { asLines } from '../shown-text';

/** What `slipway synth` was asked. */
export interface SynthOptions {
  readonly place: CatalogPlace;
  readonly environment: string | undefined;
  readonly service: string | undefined;
  readonly isJson: boolean;
  readonly isQuiet: boolean;
  readonly isCached: boolean;
  /** Whether nothing is written. */
  readonly isDry: boolean;
  /** Whether more than a third of the tree may be removed, without a question. */
  readonly isPruning: boolean;
  /** What left the catalog may run on, with nobody to manage it. */
  readonly leavesRunning: boolean;
}

/** More files than this are counted, not listed. */
const longestList = 10;

/** Renders a catalog into a tree and says what was done. */
export function synth(options: SynthOptions, context: Context): ExitCode {
  const { place, environment, service, isJson, isQuiet, isCached, isDry, isPruning, leavesRunning } = options;
  const start = context.now();
  const isDumb = context.variables['TERM'] === 'dumb' || isQuiet;
  const progress = progressLine(context.stderr, isDumb, context.now, 'rendering');
  const notes = new Set<string>();
  const extensions = extensionsBeside(place.catalog, context, true);
  let isMuchRemoved = false;
  let report: SynthesizeReport;
  let schemas: readonly string[] = [];
  try {
    report = synthesize({
      ...place,
      environment,
      service,
      leavesRunning,
      isDry,
      mayRemove: (removed, all) => {
        isMuchRemoved = true;
        // Whoever looks first is not asked.
        return isPruning || isDry || isConfirmed(removed, all, context);
      },
      tools: renderTools(context, {
        extensions,
        say: (note) => notes.add(note),
      }),
      memory: isCached ? memoryPlace(context, place) : undefined,
      uninterrupted: context.uninterrupted,
      onProgress: progress.show,
    });
    if (!isDry) schemas = schemasOf(place, extensions, notes, context);
  } finally {
    extensions?.close?.();
    progress.clear();
  }
  const durationMs = Math.round(context.now() - start);
  if (!isQuiet) warnOfMisplaced(place, report, context);
  if (isJson) {
    const said = { ...report, schemas, notes: [...notes], isDry, durationMs, ...place };
    context.stdout.write(`${JSON.stringify(said, null, 2)}\n`);
  } else if (!isQuiet) {
    const out = printableLine(shownPath(place.out, context));
    const isAsked = isMuchRemoved && !isPruning;
    context.stdout.write(isDry ? plan(report, out, isAsked) : summaryOf(report, durationMs, out, context.stdout));
    if (schemas.length > 0)
      context.stdout.write(`  ${count(schemas.length, 'JSON Schema')} of the catalog refreshed\n`);
    for (const note of notes) context.stdout.write(`  ${printableLine(note)}\n`);
  }
  return 0;
}

/** The tree is written: code that nothing in it needs, and that cannot be loaded, is said, and no more. */
function schemasOf(
  { catalog }: CatalogPlace,
  extensions: ExtensionsBeside | undefined,
  notes: Set<string>,
  { packageRoot }: Context,
): readonly string[] {
  try {
    return refreshSchemas(catalog, packageRoot, extensions?.schemas);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    notes.add(`the JSON Schemas of the catalog stay as they are: ${error.message}`);
    return [];
  }
}

/** Argo CD goes by paths from the root of the repository, which nobody sees in the catalog. */
function warnOfMisplaced({ out }: CatalogPlace, { repositoryPath }: SynthesizeReport, { stderr }: Context): void {
  const misplaced = misplacedTree(out, repositoryPath);
  if (misplaced === undefined) return;
  const { message, hint } = wordsOfMisplaced(misplaced);
  stderr.write(`${stderr.colours.yellow('warning:')} ${printableLine(message)}\n  hint: ${printableLine(hint)}\n`);
}

/** On a terminal somebody can say that he means it. */
function isConfirmed(removed: number, all: number, { ask }: Context): boolean {
  const answer = ask?.(`${removed} of ${all} rendered files would be removed. Remove them? [y/N] `);
  return answer !== undefined && /^y(?:es)?$/i.test(answer.trim());
}

/** What a run would do, file by file. */
function plan({ written, unchanged, removed }: SynthesizeReport, out: string, isAsked: boolean): string {
  const lines = [
    `${count(written.length, 'file')} would be written into ${out}, ${unchanged} unchanged, ${removed.length} removed; nothing was written`,
    ...written.map((path) => `  write ${path}`),
    ...removed.map((path) => `  remove ${path}`),
    ...(isAsked ? ['that removes more than a third of the tree, which is asked for, or needs "--prune"'] : []),
  ];
  return asLines(lines);
}

/** Says what was rendered where, and at first what to look at. */
export function summaryOf(report: SynthesizeReport, durationMs: number, out: string, { colours }: Output): string {
  const { services, environments, written, unchanged, removed } = report;
  const rendered = `${count(services, 'service')} in ${count(environments, 'environment')}`;
  const isFirst = unchanged === 0 && written.length > 0;
  const lines = [
    `${colours.green('✓')} ${rendered} rendered into ${colours.bold(out)} ${colours.dim(`(${seconds(durationMs)})`)}`,
    `  ${count(written.length, 'file')} written, ${unchanged} unchanged, ${removed.length} removed`,
    ...(isFirst ? lookAt(written, out) : [...listed('written', written), ...listed('removed', removed)]),
  ];
  return asLines(lines);
}

function lookAt(written: readonly string[], out: string): readonly string[] {
  const index = written.find((path) => isIndex(path) && placeInTree(path)?.kind === 'overlay');
  const application = written.find((path) => isOfRoot(placeInTree(path)));
  const paths = [
    ...(index === undefined ? [] : [`${join(out, dirname(index))}${sep}`]),
    ...(application === undefined ? [] : [join(out, application)]),
  ];
  return paths.length === 0 ? [] : ['look at', ...paths.map((path) => `  ${path}`)];
}

/** Whether the root Application makes it: an Application of a system is less of an example. */
function isOfRoot(place: TreePlace | undefined): boolean {
  return place?.kind === 'application' && place.system === undefined;
}

function listed(what: string, paths: readonly string[]): readonly string[] {
  return paths.length > longestList ? [] : paths.map((path) => `  ${what} ${path}`);
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function seconds(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
