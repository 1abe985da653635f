import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import Ajv2020 from 'ajv/dist/2020';

import type { CheckReport } from '../../../src/check/check-report';
import { asSarif } from '../../../src/check/report/as-sarif';
import { aCheckReport, aFinding, expectShown, hostileTexts } from '../../helpers/a-check-report';

const schema: unknown = JSON.parse(readFileSync(join(__dirname, 'sarif-part.schema.json'), 'utf8'));
const formats = { uri: /^[a-z]+:[!-~]+$/, 'uri-reference': /^(?:[!#-;=?-[\]_a-z~]|%[0-9A-F]{2})*$/ };

const whole = { rule: 'unreadable', severity: 'info' as const, file: '/tmp/a b.yaml', path: [], message: 'is binary' };

test('a run has the rules, and results that point to them', () => {
  const report = aCheckReport({ findings: [aFinding(), whole] });

  expect(sarifOf(report)).toMatchObject({
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Slipway',
            semanticVersion: '0.1.0',
            rules: [
              {
                id: 'floating-image-tag',
                shortDescription: { text: 'an image has no tag, or one that moves' },
                helpUri: 'https://kubernetes.io/docs/concepts/containers/images/#image-names',
                defaultConfiguration: { level: 'error' },
              },
              { id: 'unreadable' },
            ],
          },
        },
        results: [
          {
            ruleId: 'floating-image-tag',
            ruleIndex: 0,
            level: 'error',
            message: { text: 'container "web" runs "web:latest", whose tag "latest" moves; name a version' },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: 'apps/web.yaml', uriBaseId: 'SRCROOT' },
                  region: { startLine: 12, startColumn: 16 },
                },
                logicalLocations: [{ name: 'web', fullyQualifiedName: 'Deployment/shop/web', kind: 'resource' }],
              },
            ],
            suppressions: [],
          },
          {
            ruleId: 'unreadable',
            ruleIndex: 1,
            level: 'note',
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: 'file:///tmp/a%20b.yaml' },
                  region: { startLine: 1 },
                },
              },
            ],
          },
        ],
      },
    ],
  });
});

test('what is accepted or suppressed is a result with its justification, and what is skipped a notification', () => {
  const report = aCheckReport({
    accepted: [aFinding()],
    suppressed: [
      { finding: aFinding(), reason: 'a sandbox' },
      { finding: aFinding(), reason: 'they said so', by: 'configuration' },
    ],
    skipped: [{ path: 'charts/web', reason: 'helm is not installed' }],
  });

  expect(sarifOf(report)).toMatchObject({
    runs: [
      {
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: [{ message: { text: 'charts/web was skipped: helm is not installed' } }],
          },
        ],
        results: [
          { suppressions: [{ kind: 'external', status: 'accepted', justification: 'accepted before' }] },
          { suppressions: [{ kind: 'inSource', status: 'accepted', justification: 'a sandbox' }] },
          { suppressions: [{ kind: 'external', status: 'accepted', justification: 'they said so' }] },
        ],
      },
    ],
  });
});

test('a fingerprint survives lines that move and a new version of an API, and no new message', () => {
  const object = { apiVersion: 'apps/v2', kind: 'Deployment', name: 'web', namespace: 'shop' };
  const findings = [aFinding(), aFinding({ line: 3, column: 1, object }), aFinding({ message: 'another' })];

  const [first, moved, other] = fingerprintsIn(asSarif(aCheckReport({ findings })));

  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(moved).toBe(first);
  expect(other).not.toBe(first);
});

test('an RFC has an address, and a source without one has none', () => {
  const rule = aCheckReport().rules[0];
  if (rule === undefined) throw new Error('no rule');
  const rules = [
    { ...rule, id: 'a', source: 'RFC 1123, 2.1' },
    { ...rule, id: 'b', source: 'our own' },
  ];

  const text = asSarif(aCheckReport({ rules }));

  expect([...text.matchAll(/"helpUri": "(.*)"/g)].map(([, address]) => address)).toEqual([
    'https://www.rfc-editor.org/rfc/rfc1123',
  ]);
});

test.each([
  ['{{ .Values.image }} and {0}', '{{{{ .Values.image }}}} and {{0}}'],
  ['[click](https://example.com)', String.raw`\[click\](https://example.com)`],
  [String.raw`ports[0] at C:\a`, String.raw`ports[0] at C:\a`],
])('%j is text, neither a placeholder nor a link', (message, written) => {
  const { hint, ...finding } = aFinding({ message });

  expect(hint).toBeDefined();
  expect(sarifOf(aCheckReport({ findings: [finding] }))).toMatchObject({
    runs: [{ results: [{ message: { text: written } }] }],
  });
});

test('an empty report is a run without results', () => {
  expect(sarifOf(aCheckReport({ rules: [] }))).toMatchObject({ runs: [{ results: [] }] });
});

test.each(hostileTexts)('hostile content is valid: %s', (_, hostile) => {
  const report = aCheckReport({
    findings: [aFinding({ file: hostile, rule: hostile, message: hostile, hint: hostile })],
    suppressed: [{ finding: aFinding(), reason: hostile }],
    skipped: [{ path: hostile, reason: hostile }],
  });

  const log = JSON.parse(JSON.stringify(sarifOf(report)));
  expect(log).toMatchObject({ runs: [{ results: [{}, {}] }] });
  expectShown(log.runs[0].results[0].message.text, hostile);
});

/** The report, which the schema accepts, and the same each time. */
function sarifOf(report: CheckReport): unknown {
  if (typeof schema !== 'object' || schema === null) throw new Error('no schema');
  const text = asSarif(report);
  const validate = new Ajv2020({ strict: true, allErrors: true, formats }).compile(schema);
  const sarif: unknown = JSON.parse(text);
  expect(validate(sarif) ? [] : validate.errors).toEqual([]);
  expect(asSarif(report)).toBe(text);
  return sarif;
}

function fingerprintsIn(text: string): readonly (string | undefined)[] {
  return [...text.matchAll(/"slipwayFinding\/v1": "(.*)"/g)].map(([, fingerprint]) => fingerprint);
}
