import { diffAsText } from '../../src/cli/diff-as-text';
import { coloursFor } from '../../src/cli/colours';
import { diffAsJson } from '../../src/diff/as-json';
import { diffAsMarkdown } from '../../src/diff/as-markdown';
import { reportOf } from '../../src/diff/report';
import { changesBetween, nothingKnown } from './a-diff';

const secret = 'hunter2S3cret';
const token = `ghp_${'a1B2'.repeat(9)}`;

const manifests = (level: string, value: string): string => `apiVersion: v1
kind: Secret
metadata: { name: s, namespace: dev }
stringData: { anything: "${value}x" }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: c, namespace: dev, annotations: { token: "${value}" } }
data: { LEVEL: "${level}", DB_PASSWORD: "${value}", app.properties: "a=${level}\\ndb.password=${value}\\n" }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: dev }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: x/web:1
          args: [--level=${level}, --password=${value}, --api-token, "${value}"]
          env:
            - { name: DB_PASSWORD, value: "${value}" }
            - { name: OTHER, value: "${value === '' ? '' : token}" }
            - { name: URL, value: "postgres://u:${value}@db/x" }
`;

test.each([
  ['what comes', '', manifests('INFO', secret)],
  ['what goes', manifests('INFO', secret), ''],
  ['what changes to it', manifests('INFO', ''), manifests('DEBUG', secret)],
  ['what changes from it', manifests('INFO', secret), manifests('DEBUG', `${secret}2`)],
])('no form of a diff shows a secret: %s', (_, before, after) => {
  const report = reportOf(changesBetween(before, after), nothingKnown, { against: 'main', stale: 0 });

  const shown = [diffAsText(report, coloursFor(false)), diffAsMarkdown(report), JSON.stringify(diffAsJson(report))];

  for (const text of shown) {
    expect(text).not.toContain(secret);
    expect(text).not.toContain(token);
  }
  expect(report.groups.length).toBeGreaterThanOrEqual(1);
});

test('what stands around a secret is shown, and that it is another', () => {
  const changes = changesBetween(manifests('INFO', secret), manifests('DEBUG', `${secret}2`));
  const text = diffAsText(reportOf(changes, nothingKnown, { against: 'main', stale: 0 }), coloursFor(false));

  expect(text).toContain('data.LEVEL: INFO → DEBUG');
  expect(text).toContain('data.DB_PASSWORD: (a secret: not shown) → (a secret: not shown)');
});
