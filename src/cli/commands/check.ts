import { join, resolve } from 'node:path';

import { applyConfig, askedRules } from '../../check/apply-config';
import type { ConfigResult } from '../../check/apply-config';
import { applySuppressions } from '../../check/apply-suppressions';
import type { SuppressionResult } from '../../check/apply-suppressions';
import { applyBaseline } from '../../check/baseline';
import type { CheckConfig } from '../../check/check-config';
import type { Finding } from '../../check/finding';
import { checkUnits } from '../../check/check-units';
import { fileRules } from '../../check/file-rules';
import { rules } from '../../check/rules';
import { inOrderOfPlaces } from '../../check/run-rules';
import { annotationsOf, commentsIn } from '../../check/suppression';
import { suppressionRules } from '../../check/suppression-rules';
import type { ManifestUnit } from '../../manifests/manifest';
import { staleFindings } from '../../review/stale-files';
import { contentAt } from '../../tree/content-at';
import { applyFixes } from '../check/apply-fixes';
import { readBaselineFile, writeBaselineFile } from '../check/baseline-file';
import type { CheckFormat } from '../check/check-formats';
import { CheckedFiles } from '../check/checked-files';
import { readCheckConfig } from '../check/read-check-config';
import { readUnits } from '../check/read-units';
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
  /** Accept what is found now: write the baseline. */
  readonly isAccepting: boolean;
  /** Mend first what can be mended without changing what was meant. */
  readonly isFixing: boolean;
}

/** Says what is wrong with manifests. */
export async function check(options: CheckOptions, context: Context): Promise<ExitCode> {
  const started = context.now();
  const found = readCheckConfig(options.config, context);
  const { place } = options;
  const isTreeChecked = options.paths.length === 0;
  const catalog = place === undefined ? undefined : startCatalog(place, isTreeChecked, context);
  const files = new CheckedFiles();
  const units = readUnits(options, found, files.read, context);

  const ofUnits = checkUnits(units, found.config, (await catalog?.versions()) ?? new Map(), context.packageRoot);
  const ofTree =
    place === undefined || catalog === undefined || !isTreeChecked
      ? []
      : staleFindings(await catalog.staleFiles(), (path) => shownPath(join(place.out, path), context));
  const judged = judge([...ofTree, ...ofUnits].sort(inOrderOfPlaces), units, found.config, files, context);
  if (options.isFixing) {
    fix(judged.findings, context);
    return check({ ...options, isFixing: false }, context);
  }
  if (options.isAccepting) {
    writeBaselineFile(judged.findings, found, context);
    return 0;
  }
  const { findings, accepted, stale } = applyBaseline(judged.findings, readBaselineFile(found, context));
  const report = {
    findings,
    accepted,
    suppressed: judged.suppressed,
    skipped: units.flatMap((unit) => unit.skipped),
    objects: units.reduce((sum, { objects }) => sum + objects.length, 0),
    files: filesOf(units).size,
    rules: [...rules, ...suppressionRules, ...fileRules],
    version: context.version,
  };
  const notes = [
    ...stale.map(({ file, rule }) => `the baseline accepts "${rule}" in ${file}, where it finds less now`),
    ...judged.unused.map(({ rule, objects }) => `nothing needs the exception of "${rule}" for ${objects.join(', ')}`),
  ];
  const milliseconds = context.now() - started;
  writeReport(report, options.format, { lineOf: linesIn(context), milliseconds, notes }, context.stdout);
  return findings.some(({ severity }) => severity !== 'info') ? 1 : 0;
}

/** Findings that nobody has answered: neither slipway.yaml nor words beside the object. */
function judge(
  all: readonly Finding[],
  units: readonly ManifestUnit[],
  config: CheckConfig,
  files: CheckedFiles,
  { workingDirectory }: Context,
): SuppressionResult & Pick<ConfigResult, 'unused'> {
  const { findings, suppressed: excepted, unused } = applyConfig(all, config);
  const kustomizations = units.flatMap((unit) => unit.kustomizations.map(({ file }) => file));
  const comments = [...new Set([...filesOf(units), ...kustomizations])].flatMap((file) => {
    const path = resolve(workingDirectory, file);
    return files.mayHaveComments(path) ? commentsIn(textAt(path), file) : [];
  });
  const judged = applySuppressions({
    findings,
    suppressions: [...units.flatMap(({ objects }) => annotationsOf(objects)), ...comments],
    rules,
    severities: config.severities ?? {},
    isAsked: askedRules(config),
  });
  return { findings: judged.findings, suppressed: [...judged.suppressed, ...excepted], unused };
}

function fix(findings: readonly Finding[], context: Context): void {
  const { mended, rendered } = applyFixes(findings, context);
  for (const file of rendered) context.stderr.write(`${file} is rendered by Slipway: change the catalog instead\n`);
  context.stderr.write(`${mended} findings were mended\n`);
}

function filesOf(units: readonly ManifestUnit[]): ReadonlySet<string> {
  const files = new Set<string>();
  for (const { objects } of units) for (const { file } of objects) files.add(file);
  return files;
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
