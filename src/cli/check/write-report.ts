import type { CheckReport } from '../../check/check-report';
import { asGitHub } from '../../check/report/as-github';
import { asGitLab } from '../../check/report/as-gitlab';
import { asJson } from '../../check/report/as-json';
import { asJUnit } from '../../check/report/as-junit';
import { asSarif } from '../../check/report/as-sarif';
import type { Output } from '../context';
import { ownCommand } from '../shown-text';
import { showFindings } from '../show-findings';
import type { ShowFindingsOptions } from '../show-findings';
import type { CheckFormat } from './check-formats';

/** For programs that read files; people and runners get others. */
const writers = { json: asJson, sarif: asSarif, gitlab: asGitLab, junit: asJUnit } as const;

/** Writes a report in a format. */
export function writeReport(
  report: CheckReport,
  format: CheckFormat,
  options: ShowFindingsOptions,
  output: Output,
): void {
  if (format === 'text') showFindings(report, options, output);
  else if (format === 'github') output.write(asGitHub(report).replaceAll(/^.+$/gm, ownCommand));
  else output.write(writers[format](report));
}
