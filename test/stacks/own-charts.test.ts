import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { parseAllDocuments } from 'yaml';
import * as z from 'zod';

import { ownCharts } from '../../stacks/versions';

const charts = join(__dirname, '..', '..', 'stacks', 'charts');

const Kind = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({ annotations: z.record(z.string(), z.string()) }),
  spec: z.looseObject({ names: z.looseObject({ kind: z.string() }).optional(), group: z.string().optional() }),
});

interface Template {
  readonly name: string;
  readonly text: string;
}

function templatesOf(chart: string): readonly Template[] {
  const folder = join(charts, chart, 'templates');
  return readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}

describe.each(Object.entries(ownCharts))('the chart %s', (chart, version) => {
  test('is of the version that is pinned', () => {
    const text = readFileSync(join(charts, chart, 'Chart.yaml'), 'utf8');

    expect(text).toContain(`\nname: ${chart}\n`);
    expect(text).toContain(`\nversion: ${version}\n`);
  });

  // Helm keeps chart and manifest of a release as JSON, packed, in base64, in a Secret: 1 MiB is the limit of etcd and API server.
  test('fits into a release of Helm, with a third of the room left', () => {
    const templates = templatesOf(chart);
    const release = {
      chart: { templates: templates.map(({ name, text }) => ({ name, data: Buffer.from(text).toString('base64') })) },
      manifest: templates.map(({ text }) => text).join('\n---\n'),
    };

    const packed = gzipSync(JSON.stringify(release)).toString('base64');

    expect(packed.length).toBeLessThan((1024 * 1024 * 2) / 3);
  });

  test('has nothing that Helm would fill in, and keeps its kinds when it goes', () => {
    for (const { text } of templatesOf(chart)) {
      expect(text).not.toContain('{{');
      for (const document of parseAllDocuments(text)) {
        const { metadata } = Kind.parse(document.toJS());
        expect(metadata.annotations).toMatchObject({ 'helm.sh/resource-policy': 'keep' });
      }
    }
  });
});

test('the chart gateway-api brings every kind of the Gateway API that a tree may have', () => {
  const brought = templatesOf('gateway-api').flatMap(({ text }) =>
    parseAllDocuments(text).flatMap((document) => Kind.parse(document.toJS()).spec.names?.kind ?? []),
  );
  const rendered = [
    ...readFileSync(join(charts, '..', '..', 'imports', 'gateway-api.ts'), 'utf8').matchAll(/kind: '(\w+)'/g),
  ];

  expect(rendered.length).toBeGreaterThan(0);
  expect(brought).toEqual(expect.arrayContaining(rendered.map(([, kind]) => kind)));
});
