import { formatPath } from '../../model/problem';
import type { CheckReport } from '../check-report';
import type { Finding } from '../finding';
import { countBySeverity } from '../severities';

/** The report as one JSON object, for programs of people: new keys may come, none goes or changes its meaning. */
export function asJson(report: CheckReport): string {
  const { findings, accepted, suppressed, skipped, objects, files, version } = report;
  const json = {
    version,
    summary: {
      ...countBySeverity(findings),
      accepted: accepted.length,
      suppressed: suppressed.length,
      skipped: skipped.length,
      objects,
      files,
    },
    findings: findings.map(findingAsJson),
    accepted: accepted.map(findingAsJson),
    suppressed: suppressed.map(({ finding, reason, by = 'manifest' }) => ({ ...findingAsJson(finding), reason, by })),
    skipped: skipped.map(({ path, reason }) => ({ path, reason })),
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

/** Each key by its name: the order never depends on how a rule has built its finding. */
function findingAsJson({ rule, severity, file, line, column, object, path, message, hint, fix }: Finding): object {
  return {
    rule,
    severity,
    file,
    line,
    column,
    object:
      object === undefined
        ? undefined
        : { apiVersion: object.apiVersion, kind: object.kind, namespace: object.namespace, name: object.name },
    path,
    pathText: formatPath(path),
    message,
    hint,
    fix: fix?.map((edit) => ({ path: edit.path, value: edit.value })),
  };
}
