import { asJson } from '../../../src/check/report/as-json';
import { aCheckReport, aFinding, hostileTexts } from '../../helpers/a-check-report';

test('a report says all that there is of each finding', () => {
  const text = asJson(
    aCheckReport({
      findings: [aFinding({ fix: [{ path: ['spec', 'a'], value: 1 }, { path: ['spec', 'b'] }] })],
      suppressed: [{ finding: aFinding({ severity: 'info' }), reason: 'a sandbox' }],
      skipped: [{ path: 'charts/web', reason: 'helm is not installed' }],
    }),
  );

  const finding = {
    rule: 'floating-image-tag',
    severity: 'error',
    file: 'apps/web.yaml',
    line: 12,
    column: 16,
    object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' },
    path: ['spec', 'template', 'spec', 'containers', 0, 'image'],
    pathText: 'spec.template.spec.containers[0].image',
    message: 'container "web" runs "web:latest", whose tag "latest" moves',
    hint: 'name a version',
  };
  expect(JSON.parse(text)).toEqual({
    version: '0.1.0',
    summary: { error: 1, warning: 0, info: 0, accepted: 0, suppressed: 1, skipped: 1, objects: 34, files: 12 },
    findings: [{ ...finding, fix: [{ path: ['spec', 'a'], value: 1 }, { path: ['spec', 'b'] }] }],
    accepted: [],
    suppressed: [{ ...finding, severity: 'info', reason: 'a sandbox', by: 'manifest' }],
    skipped: [{ path: 'charts/web', reason: 'helm is not installed' }],
  });
});

test('the order of keys in a finding does not change the text', () => {
  const { message, ...rest } = aFinding();

  expect(asJson(aCheckReport({ findings: [{ message, ...rest }] }))).toBe(
    asJson(aCheckReport({ findings: [{ ...rest, message }] })),
  );
});

test.each(hostileTexts)('a hostile message comes back as it was: %s', (_, message) => {
  expect(JSON.parse(asJson(aCheckReport({ findings: [aFinding({ message })] })))).toMatchObject({
    findings: [{ message }],
  });
});
