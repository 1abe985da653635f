import type { CheckReport } from '../check-report';
import type { Finding, Severity } from '../finding';
import { uniqueFingerprints } from '../fingerprint';
import { explained } from './explained';

/** GitLab has `info`, `minor`, `major`, `critical` and `blocker`. */
const severities: Readonly<Record<Severity, string>> = { error: 'critical', warning: 'minor', info: 'info' };

/**
 * Findings as a Code Quality report, which GitLab shows in a merge request. It shows one finding per fingerprint, and
 * calls a finding new when it has not seen its fingerprint on the target branch.
 *
 * @see https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export function asGitLab({ findings }: CheckReport): string {
  const fingerprints = uniqueFingerprints(findings);
  const issues = findings.map((finding, index) => issueOf(finding, fingerprints[index] ?? ''));
  return `${JSON.stringify(issues, null, 2)}\n`;
}

function issueOf(finding: Finding, fingerprint: string): object {
  const { rule, severity, file, line = 1 } = finding;
  return {
    description: explained(finding),
    check_name: rule,
    fingerprint,
    severity: severities[severity],
    // "Must not begin with ./".
    location: { path: file.replace(/^(?:\.\/+)+/, ''), lines: { begin: line } },
  };
}
