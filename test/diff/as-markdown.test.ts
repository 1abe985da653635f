import { diffAsMarkdown } from '../../src/diff/as-markdown';
import { reportOf, type DiffReport } from '../../src/diff/report';
import { aDeployment, changesBetween, nothingKnown } from './a-diff';

function report(before: string, after: string, against = 'main'): DiffReport {
  return reportOf(changesBetween(before, after), nothingKnown, { against, stale: 0 });
}

/** ConfigMaps of many services, with one value each. */
function maps(count: number, valueOf: (index: number) => string): string {
  return Array.from(
    { length: count },
    (_, index) => `apiVersion: v1
kind: ConfigMap
metadata: { name: service-${index}, namespace: dev }
data: { LEVEL: ${JSON.stringify(valueOf(index))} }
`,
  ).join('---\n');
}

test('a small change is a table and one folded block', () => {
  const text = diffAsMarkdown(report(aDeployment(), aDeployment({ replicas: '5' })));

  expect(text).toBe(`<!-- slipway diff -->
**1 object changes**, against <code>main</code>

| risk | objects | what it does |
| --- | ---: | --- |
| scale | 1 | 5 pods instead of 2 |

<details><summary><b>scale</b>: 1 object</summary>

<details><summary><code>Deployment web in dev</code></summary>

- 5 pods instead of 2 ([why](https://kubernetes.io/docs/concepts/workloads/controllers/deployment/))

\`\`\`diff
@@ spec.replicas @@
- 2
+ 5
\`\`\`

</details>

</details>
`);
});

test('no change is one line', () => {
  expect(diffAsMarkdown(report(aDeployment(), aDeployment()))).toBe(
    '<!-- slipway diff -->\n**no object changes**, against <code>main</code>\n',
  );
});

test('equal changes of many services are shown once, with the count', () => {
  const text = diffAsMarkdown(
    report(
      maps(41, (index) => `INFO of service-${index}`),
      maps(41, (index) => `DEBUG of service-${index}`),
    ),
  );

  expect(text).toContain('**41 objects change**');
  expect(text.match(/DEBUG of/g)).toHaveLength(1);
});

test('the comment keeps to its limit, and says what is missing', () => {
  const found = report(
    maps(500, (index) => `${index}`),
    maps(500, (index) => `${index * 7919 + 1}${'x'.repeat(200)}`),
  );

  for (const limit of [2000, 10_000, 60_000]) {
    const text = diffAsMarkdown(found, { limit });

    expect(text.length).toBeLessThanOrEqual(limit);
    expect(text).toMatch(/\n\*\*and \d+ more objects; "slipway diff" shows all\*\*\n$/);
    expect(text.split('<details>')).toHaveLength(text.split('</details>').length);
  }
});

test('a long text shows its changed lines only', () => {
  const text = (line: string) =>
    `{ apiVersion: v1, kind: ConfigMap, metadata: { name: m }, data: { a: ${JSON.stringify(`a b c d e f g h ${line} i j k l m n o p `.replaceAll(' ', '\n'))} } }`;

  expect(diffAsMarkdown(report(text('old'), text('new')))).toContain(
    ['@@ data.a @@', '@@ line 7 @@', '  g', '  h', '- old', '+ new', '  i', '  j', '```'].join('\n'),
  );
});

describe('hostile texts', () => {
  const hostile = [
    '``` \n</details><script>alert(1)</script>',
    '````\n@your-org/admins',
    '| a | b |',
    '<img src=x onerror=alert(1)>',
    '\u202e\u0007[click](https://evil.example.com)',
  ];

  test.each(hostile)('%j in a value stays in its block', (value) => {
    const text = diffAsMarkdown(
      report(
        maps(1, () => 'ok'),
        maps(1, () => value),
      ),
    );

    const [fence = ''] = /^`{3,}(?=diff$)/m.exec(text) ?? [];
    const inside = text.slice(text.indexOf(`${fence}diff`) + fence.length + 4, text.lastIndexOf(`\n${fence}\n`));
    const outside = text.replace(inside, '');
    expect(inside).not.toMatch(new RegExp(`^${fence}`, 'm'));
    expect(outside).not.toMatch(/<script|<img|@your-org|evil/);
    expect(text).not.toMatch(/\p{Bidi_Control}|(?!\n)\p{Cc}/u);
  });

  test.each([
    '@your-org/admins',
    'a|b',
    '<b>x</b>',
    '[x](https://evil.example.com)',
    '`x`',
    '#12',
    'GH-12',
    '%12',
    '%"v1.0"',
    '[issue:12]',
    '!12',
    'https://evil.example.com',
  ])('%j in a name or a sentence calls nobody and makes no column', (name) => {
    const route = (host: string) =>
      `{ apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: { name: ${JSON.stringify(name)} }, spec: { hostnames: [${JSON.stringify(host)}] } }`;
    const text = diffAsMarkdown(report(route('a'), route(name), name));

    const outside = text.replace(/```diff[^]*?```/, '').replaceAll(/\(\[why\]\(https:[^)]*\)\)/g, '');
    const withoutCode = outside.replaceAll(/<code>[^<]*<\/code>/g, '');
    expect(outside).not.toMatch(/@your|<b>x|\]\(https|`/);
    expect(withoutCode).not.toMatch(/https?:\/\/|(?<!&)#12\b/);
    expect(asShown(withoutCode)).not.toMatch(/[@#!%[](?:your|issue|"|12)|GH-12/);
    expect(withoutCode.split('\n').filter((line) => line.startsWith('| network'))).toEqual([
      expect.stringMatching(/^\|[^|]*\|[^|]*\|[^|]*\|$/),
    ]);
  });
});

/** Text as whoever looks for names finds it: after references are read. */
function asShown(text: string): string {
  return text.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}
