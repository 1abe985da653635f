import type { CheckReport } from '../../src/check/check-report';
import { coloursFor } from '../../src/cli/colours';
import { showFindings } from '../../src/cli/show-findings';
import { shownText } from '../../src/cli/shown-text';
import { textWidth } from '../../src/cli/text-width';
import { aCheckReport, aFinding, hostileTexts } from '../helpers/a-check-report';

const line = '          image: web:latest';

test('findings stand below their file, with line, frame, hint and whether they can be mended', () => {
  const findings = [
    aFinding({ column: 18, fix: [{ path: ['spec'] }] }),
    aFinding({ line: 20, severity: 'warning', rule: 'no-probe', message: 'nobody asks it' }),
    { rule: 'unreadable', severity: 'info' as const, file: 'b.yaml', path: [], message: 'is binary' },
  ];

  expect(shown(aCheckReport({ findings }))).toBe(`apps/web.yaml
  12:18  error  floating-image-tag  Deployment/shop/web
  container "web" runs "web:latest", whose tag "latest" moves
  12 |           image: web:latest
     |                  ^
  hint: name a version
  fix: can be mended with --fix

  20:16  warning  no-probe  Deployment/shop/web
  nobody asks it
  hint: name a version

b.yaml
  whole file  info  unreadable
  is binary

1 error, 1 warning, 1 info: 34 objects in 12 files, 1.2 s
1 can be mended with --fix
`);
});

test('severities are painted, and nothing else that is called so', () => {
  const painted = shown(aCheckReport({ findings: [aFinding({ rule: 'error-rule', hint: 'an error: x' })] }), {
    isPainted: true,
  });

  expect(painted).toContain('  12:16  \u001b[31merror\u001b[39m  error-rule  Deployment/shop/web\n');
  expect(painted).toContain('  \u001b[36mhint:\u001b[39m an error: x\n');
  expect(painted).toContain('\u001b[31m1 error\u001b[39m: 34 objects');
});

test('more than five findings that say the same of different objects are shown once', () => {
  const findings = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => {
    const object = { apiVersion: 'v1', kind: 'Service', name: `svc-${name}`, namespace: `ns-${name}` };
    return aFinding({ file: `${name}.yaml`, object, message: `"svc-${name}" in "ns-${name}" is not "web-config"` });
  });
  const other = aFinding({ file: 'g.yaml', message: 'something else' });

  expect(shown(aCheckReport({ findings: [...findings, other] }))).toBe(`g.yaml
  12:16  error  floating-image-tag  Deployment/shop/web
  something else
  12 |           image: web:latest
     |                ^
  hint: name a version

  6 times  error  floating-image-tag
  "svc-a" in "ns-a" is not "web-config"
  12 |           image: web:latest
     |                ^
  hint: name a version
  at a.yaml:12:16, b.yaml:12:16, c.yaml:12:16 and 3 more places

7 errors: 34 objects in 12 files, 1.2 s
`);
  expect(shown(aCheckReport({ findings: findings.slice(1) }))).not.toContain('times');
});

test('what is suppressed and skipped is said with its reason, what is accepted is counted', () => {
  const suppressed = [
    { finding: aFinding(), reason: 'a sandbox' },
    { finding: aFinding({ file: 'b.yaml' }), reason: 'a sandbox' },
    { finding: aFinding({ rule: 'no-probe' }), reason: 'a job' },
  ];
  const skipped = [{ path: 'charts/web', reason: 'helm is not installed' }];

  expect(shown(aCheckReport({ suppressed, skipped, accepted: [aFinding()], objects: 1, files: 1 }))).toBe(
    `suppressed apps/web.yaml:12 and 1 more: floating-image-tag: a sandbox
suppressed apps/web.yaml:12: no-probe: a job
skipped charts/web: helm is not installed
no findings: 1 object in 1 file, 1.2 s
3 suppressed, 1 accepted before, 1 skipped
`,
  );
});

test('a note is shown above the summary', () => {
  expect(shown(aCheckReport(), { notes: ['accepted.json has 2 entries that nothing needs'] })).toBe(
    'accepted.json has 2 entries that nothing needs\nno findings: 34 objects in 12 files, 1.2 s\n',
  );
});

test('an empty report is one line', () => {
  expect(shown(aCheckReport())).toBe('no findings: 34 objects in 12 files, 1.2 s\n');
});

test.each(hostileTexts)('hostile content steers no terminal and fits into it: %s', (_, hostile) => {
  const finding = aFinding({ rule: hostile, message: hostile, hint: hostile, fix: [{ path: [] }] });
  const findings = [
    finding,
    ...Array.from({ length: 6 }, () => aFinding({ file: hostile, message: `all ${hostile}` })),
  ];
  const report = aCheckReport({
    findings,
    suppressed: [{ finding, reason: hostile }],
    skipped: [{ path: hostile, reason: hostile }],
  });

  const text = shown(report, { columns: 60 });

  expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}|\p{Zl}|\p{Zp}/u);
  expect(text.split('\n').filter((shownLine) => textWidth(shownLine) > 60)).toEqual([]);
});

function shown(
  report: CheckReport,
  { columns, isPainted = false, notes = [] }: { columns?: number; isPainted?: boolean; notes?: readonly string[] } = {},
): string {
  let text = '';
  showFindings(
    report,
    {
      lineOf: (file, number) => (file.endsWith('.yaml') && number === 12 ? line : undefined),
      milliseconds: 1234,
      notes,
    },
    { write: (more) => (text += shownText(more)), isTerminal: true, columns, colours: coloursFor(isPainted) },
  );
  return text;
}
