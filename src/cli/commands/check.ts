import { join, resolve } from 'node:path';

import type { Finding } from '../../check/finding';
import type { Verdict } from '../../check/judge';
import { inOrderOfPlaces } from '../../check/run-rules';
import { settingsByVersion } from '../../manifest-schemas/for-version';
import { checkManifests } from '../../review/check-manifests';
import { contentAt } from '../../tree/content-at';
import { printableLine } from '../../model/printable';
import { InputError } from '../../model/problem';
import { applyFixes } from '../check/apply-fixes';
import { writeAcceptedFile } from '../check/accepted-file';
import type { CheckFormat } from '../check/check-formats';
import { CheckedFiles } from '../check/checked-files';
import { fromConfigIn } from '../check/read-check-config';
import { asFindings, readCheckSettings } from '../check/read-check-settings';
import { readUnits } from '../check/read-units';
import { remotesAt } from '../check/remotes-at';
import { keepHeapSmall } from '../small-heap';
import { startCatalog } from '../check/tree-thread';
import { writeReport } from '../check/write-report';
import type { Context, ExitCode } from '../context';
import type { CatalogPlace } from '../find-catalog';
import type { ShowFindingsOptions } from '../show-findings';
import { shownPath } from '../shown-path';

/** What `slipway check` was asked. */
export interface CheckOptions {
  /** Files and folders. @default - the tree of the catalog, or the working directory where there is none */
  readonly paths: readonly string[];
  /** Absent when there is no catalog of one's own. */
  readonly place: CatalogPlace | undefined;
  /** Settings. @default - the nearest slipway.yaml */
  readonly config: string | undefined;
  readonly format: CheckFormat;
  /** Whether kustomizations may load what they name from elsewhere. */
  readonly isNetworkAllowed: boolean;
  /** Whether the code of slipway.extensions.js may run. */
  readonly allowsExtensions: boolean;
  /** Accept what is found now: write the file of accepted findings. */
  readonly isAccepting: boolean;
  /** Mend first what can be mended without changing what was meant. */
  readonly isFixing: boolean;
}

/** Says what is wrong with manifests. */
export async function check(options: CheckOptions, context: Context): Promise<ExitCode> {
  const started = context.now();
  keepHeapSmall();
  const settings = readCheckSettings(options.config, context);
  const { found, faults } = settings;
  const { place } = options;
  const isTreeChecked = options.paths.length === 0;
  const catalog =
    place === undefined ? undefined : await startCatalog(place, isTreeChecked, options.allowsExtensions, context);
  const files = new CheckedFiles();
  const units = readUnits(options, found, files.read, context);

  // Whoever mends or accepts means all findings, also those that were accepted before.
  const isEverythingMeant = options.isFixing || options.isAccepting;
  // By settings that nobody has said, something would be written.
  if (isEverythingMeant && faults.length > 0) throw new InputError(faults);
  const result = await checkManifests({
    units,
    config: found.config,
    fromConfig: fromConfigIn(found, context),
    accepted: isEverythingMeant ? undefined : settings.accepted,
    catalog,
    settingsFor: settingsByVersion(context.packageRoot, settings.schemas),
    textOf: (file) => commentedText(resolve(context.workingDirectory, file), files),
    remotes: remotesAt(context.workingDirectory),
    shown: (path) => (place === undefined ? path : shownPath(join(place.out, path), context)),
  });
  if (options.isFixing) {
    fix(result.findings, context);
    return check({ ...options, isFixing: false }, context);
  }
  if (options.isAccepting) {
    writeAcceptedFile(result.findings, found, context);
    return 0;
  }
  // Who asks about one folder of a repository has not asked whether the rest still needs what is said about it.
  const notes = isTreeChecked || place === undefined ? notesOf(result) : [];
  const milliseconds = context.now() - started;
  const findings = [...asFindings(faults), ...result.findings].sort(inOrderOfPlaces);
  const report = { ...result, findings, version: context.version };
  writeReport(report, options.format, { lineOf: linesIn(context), milliseconds, notes }, context.stdout);
  if (faults.length > 0) return 2;
  return result.isPassed ? 0 : 1;
}

/** What a team has said of findings that are not there. */
function notesOf({ unusedEntries, unusedExceptions }: Verdict): readonly string[] {
  return [
    ...unusedEntries.map(({ file, rule }) => `"${rule}" is accepted in ${file}, where it finds less now`),
    ...unusedExceptions.map(
      ({ rule, objects = [], files = [] }) =>
        `nothing needs the exception of "${rule}" for ${[...objects, ...files].join(', ')}`,
    ),
  ];
}

function fix(findings: readonly Finding[], context: Context): void {
  const { mended, rendered, left } = applyFixes(findings, context);
  for (const file of rendered)
    context.stderr.write(`${printableLine(file)} is rendered by Slipway: change the catalog instead\n`);
  for (const line of left) context.stderr.write(`${printableLine(line)}\n`);
  context.stderr.write(`${mended} ${mended === 1 ? 'finding was' : 'findings were'} mended\n`);
}

function commentedText(path: string, files: CheckedFiles): string | undefined {
  return files.mayHaveComments(path) ? textAt(path) : undefined;
}

/** Reads the lines that are shown beside findings; each file once. */
function linesIn({ workingDirectory }: Context): ShowFindingsOptions['lineOf'] {
  const linesByFile = new Map<string, readonly string[]>();
  return (file, line) => {
    const lines = linesByFile.get(file) ?? textAt(resolve(workingDirectory, file)).split(/\r\n|\n|\r/);
    linesByFile.set(file, lines);
    return lines[line - 1];
  };
}

function textAt(path: string): string {
  return contentAt(path)?.toString('utf8') ?? '';
}
