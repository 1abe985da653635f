import type { SkippedPath } from '../../manifests/manifest';
import type { CheckReport } from '../check-report';
import { printable } from '../../model/printable';
import type { Finding } from '../finding';
import { fingerprint } from '../fingerprint';
import { objectName } from '../object-name';
import { explained } from './explained';
import { sarifText } from './sarif-message';
import { levelOf, sarifRules } from './sarif-rules';
import type {
  SarifArtifactLocation,
  SarifLocation,
  SarifLog,
  SarifNotification,
  SarifResult,
  SarifSuppression,
} from './sarif-types';

/**
 * The report as SARIF 2.1.0, for GitHub code scanning and everything else that reads it.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
 */
export function asSarif(report: CheckReport): string {
  const rules = sarifRules(report);
  const indexes = new Map([...rules.keys()].map((id, index) => [id, index]));
  const resultOf = (finding: Finding, suppressions: readonly SarifSuppression[]): SarifResult => ({
    ruleId: finding.rule,
    ruleIndex: indexes.get(finding.rule) ?? -1,
    level: levelOf(finding.severity),
    message: { text: sarifText(explained(finding)) },
    locations: [locationOf(finding)],
    // The number is the version of how it is computed (3.27.17).
    partialFingerprints: { 'slipwayFinding/v1': fingerprint(finding) },
    // All results have this list, or none (3.27.23): an empty one is not suppressed.
    suppressions,
  });
  const log: SarifLog = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Slipway', semanticVersion: report.version, rules: [...rules.values()] } },
        columnKind: 'utf16CodeUnits',
        // Without a URI: an absolute path would make the file another one on each machine (3.14.14).
        originalUriBaseIds: { SRCROOT: { description: { text: 'The folder that "slipway check" was started in.' } } },
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: report.skipped.map(notificationOf) }],
        results: [
          ...report.findings.map((finding) => resultOf(finding, [])),
          ...report.accepted.map((finding) => resultOf(finding, [suppression('external', 'accepted before')])),
          ...report.suppressed.map(({ finding, reason, by }) =>
            resultOf(finding, [suppression(by === 'configuration' ? 'external' : 'inSource', reason)]),
          ),
        ],
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** Kind of 3.35.2: `inSource` is beside what is found, `external` is anywhere else. */
function suppression(kind: SarifSuppression['kind'], justification: string): SarifSuppression {
  return { kind, status: 'accepted', justification: printable(justification) };
}

function locationOf({ file, line, column, object }: Finding): SarifLocation {
  // A finding about a whole file may have no region (3.29.4), but GitHub refuses a result without a line.
  const region = { startLine: line ?? 1, ...(column === undefined ? {} : { startColumn: column }) };
  const location = { physicalLocation: { artifactLocation: artifactLocation(file), region } };
  if (object === undefined) return location;
  const name = objectName(object);
  return { ...location, logicalLocations: [{ name: object.name, fullyQualifiedName: name, kind: 'resource' }] };
}

function notificationOf({ path, reason }: SkippedPath): SarifNotification {
  return {
    level: 'note',
    message: { text: sarifText(printable(`${path} was skipped: ${reason}`)) },
    locations: [{ physicalLocation: { artifactLocation: artifactLocation(path) } }],
  };
}

/** A path as a reference of RFC 3986; a relative one begins at SRCROOT, an absolute one must not (3.4.4). */
function artifactLocation(path: string): SarifArtifactLocation {
  // Half of a surrogate pair cannot be encoded.
  const segments = path.replaceAll(/\p{Cs}/gu, '\ufffd').split('/');
  const uri = segments.map(encodeURIComponent).join('/');
  return path.startsWith('/') ? { uri: `file://${uri}` } : { uri, uriBaseId: 'SRCROOT' };
}
