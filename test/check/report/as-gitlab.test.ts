import { asGitLab } from '../../../src/check/report/as-gitlab';
import { aCheckReport, aFinding, hostileTexts } from '../../helpers/a-check-report';

test('a finding is an issue of a Code Quality report', () => {
  const findings = [aFinding({ file: './apps/web.yaml' })];

  expect(asGitLab(aCheckReport({ findings }))).toBe(`[
  {
    "description": "container \\"web\\" runs \\"web:latest\\", whose tag \\"latest\\" moves; name a version",
    "check_name": "floating-image-tag",
    "fingerprint": "${fingerprintsOf(findings)[0] ?? ''}",
    "severity": "critical",
    "location": {
      "path": "apps/web.yaml",
      "lines": {
        "begin": 12
      }
    }
  }
]
`);
});

test('a finding about a whole file is on its first line', () => {
  const finding = { rule: 'unreadable', severity: 'info' as const, file: 'a.yaml', path: [], message: 'is binary' };

  expect(JSON.parse(asGitLab(aCheckReport({ findings: [finding] })))).toMatchObject([
    { severity: 'info', location: { path: 'a.yaml', lines: { begin: 1 } } },
  ]);
});

test('a fingerprint is that of one finding only, and does not change when lines move', () => {
  const findings = [
    aFinding(),
    aFinding({ line: 80 }),
    aFinding({ file: 'other.yaml' }),
    aFinding({ message: 'other' }),
  ];

  const fingerprints = fingerprintsOf(findings);

  expect(new Set(fingerprints).size).toBe(4);
  expect(fingerprintsOf(findings.map((finding) => ({ ...finding, line: 3 + (finding.line ?? 0), column: 1 })))).toEqual(
    fingerprints,
  );
});

test.each(hostileTexts)('a hostile finding is one issue: %s', (_, hostile) => {
  const text = asGitLab(aCheckReport({ findings: [aFinding({ file: hostile, message: hostile })] }));

  expect(JSON.parse(text)).toMatchObject([{ location: { path: hostile } }]);
});

test('an empty report is an empty list', () => {
  expect(asGitLab(aCheckReport())).toBe('[]\n');
});

function fingerprintsOf(findings: Parameters<typeof aFinding>[0][]): readonly string[] {
  const text = asGitLab(aCheckReport({ findings: findings.map(aFinding) }));
  return [...text.matchAll(/"fingerprint": "([0-9a-f]{64})"/g)].map(([, fingerprint = '']) => fingerprint);
}
