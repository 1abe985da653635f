import type { Finding } from '../../src/check/finding';
import { findingsAlike, namesOfObjects } from '../../src/check/findings-alike';
import { asGitHub } from '../../src/check/report/as-github';
import { aCheckReport } from '../helpers/a-check-report';
import { findingsInFiles } from '../helpers/findings-in-files';

const rollout = (strategy: string, replicas = 4) => `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: web, namespace: shop }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: ghcr.io/your-org/web:v1.0.0
          ports: [{ name: too-long-a-name-for-a-port, containerPort: 8080 }]
          volumeMounts: [{ name: data, mountPath: /data }]
  strategy: ${strategy}
`;
const service = `apiVersion: v1
kind: Service
metadata: { name: web-stable, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 80 }] }
`;

const ids = [
  'unknown-rollout-service',
  'unknown-analysis-template',
  'canary-weight-out-of-reach',
  'unreachable-canary-weight',
  'mount-without-volume',
  'invalid-port-name',
  'value-not-allowed',
];
const rulesOf = (text: string): readonly string[] =>
  findingsInFiles({ 'a.yaml': `${text}---\n${service}` }, ids).map((line) => line.replace(/^\S+ (\S+ \S+:) .*$/, '$1'));

test('each fault is said by one rule', () => {
  const text = rollout(
    '{ canary: { stableService: web-stabel, analysis: { templates: [{ templateName: gone }] }, steps: [{ setWeight: 5 }] } }',
  );

  expect(rulesOf(text)).toEqual([
    'error invalid-port-name:',
    'error mount-without-volume:',
    'error unknown-rollout-service:',
    'error unknown-analysis-template:',
    'warning unreachable-canary-weight:',
  ]);
});

const finding = (namespace: string, message = 'it moves', line = 12): Finding => ({
  rule: 'floating-image-tag',
  severity: 'error',
  file: 'base/web.yaml',
  line,
  column: 18,
  object: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', namespace },
  path: [],
  message,
});

test('what is said of a base is said once, with the objects that are made of it', () => {
  const alike = findingsAlike([
    finding('dev'),
    finding('prod'),
    finding('dev', 'it is gone'),
    finding('prod', 'it moves', 13),
  ]);

  expect(alike.map(({ first, objects }) => [first.line, first.message, objects])).toEqual([
    [12, 'it moves', ['Deployment/dev/web', 'Deployment/prod/web']],
    [12, 'it is gone', ['Deployment/dev/web']],
    [13, 'it moves', ['Deployment/prod/web']],
  ]);
});

test('of many objects, some are named', () => {
  expect(namesOfObjects(['a', 'b', 'c', 'd', 'e', 'f'])).toBe('a, b, c, d and 2 more');
});

test('an annotation of a pull request names the objects only where there are several', () => {
  expect(
    asGitHub({ ...aCheckReport(), findings: [finding('dev'), finding('prod'), finding('prod', 'it moves', 13)] }),
  ).toBe(
    `::error file=base/web.yaml,line=12,col=18,title=floating-image-tag::it moves%0Ain Deployment/dev/web, Deployment/prod/web
::error file=base/web.yaml,line=13,col=18,title=floating-image-tag::it moves
`,
  );
});
