import { asGitHub } from '../../../src/check/report/as-github';
import { aCheckReport, aFinding, hostileTexts } from '../../helpers/a-check-report';

test('each finding is a command in a line, with the word that GitHub has for its severity', () => {
  const findings = [
    aFinding(),
    aFinding({ severity: 'warning', rule: 'no-probe' }),
    { rule: 'unreadable', severity: 'info' as const, file: 'a.yaml', path: [], message: 'is binary' },
  ];

  expect(asGitHub(aCheckReport({ findings }))).toBe(
    '::error file=apps/web.yaml,line=12,col=16,title=floating-image-tag::' +
      'container "web" runs "web:latest", whose tag "latest" moves%0Aname a version\n' +
      '::warning file=apps/web.yaml,line=12,col=16,title=no-probe::' +
      'container "web" runs "web:latest", whose tag "latest" moves%0Aname a version\n' +
      '::notice file=a.yaml,title=unreadable::is binary\n',
  );
});

test('what would end a property or the command is escaped, the percent sign first', () => {
  const text = asGitHub(
    aCheckReport({ findings: [aFinding({ file: 'a,b:c%2C\n.yaml', message: '50%,\r\n::set-env name=A::B' })] }),
  );

  expect(text).toBe(
    '::error file=a%2Cb%3Ac%252C%0A.yaml,line=12,col=16,title=floating-image-tag::' +
      '50%25,\\u000d%0A::set-env name=A::B%0Aname a version\n',
  );
});

test.each(hostileTexts)('a hostile finding stays one line, which steers no terminal: %s', (_, hostile) => {
  const text = asGitHub(
    aCheckReport({ findings: [aFinding({ file: hostile, rule: hostile, message: hostile, hint: hostile })] }),
  );

  expect(text.split('\n')).toHaveLength(2);
  expect(text).not.toMatch(/[^\P{Cc}\t\n]/u);
});

test('nothing is said of what is accepted or suppressed, or when there is nothing', () => {
  expect(asGitHub(aCheckReport({ accepted: [aFinding()], suppressed: [{ finding: aFinding(), reason: 'r' }] }))).toBe(
    '',
  );
});
