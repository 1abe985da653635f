import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import * as fc from 'fast-check';
import { load } from 'js-yaml';

import { changeOverlay } from '../../src/catalog/change-overlay';
import { loadCatalog } from '../../src/catalog/load';
import { textsSource } from '../../src/catalog/texts-source';
import { isLocalChange } from '../../src/model/local-change';
import { Overlay } from '../../src/model/overlay';
import { everything } from '../../src/render/scope';
import { wantedTree } from '../../src/render/wanted-tree';
import { catalogFiles } from '../helpers/a-catalog';

const before = 'release: { version: v1.0.0 }\n';

const texts = (overlay: string): ReadonlyMap<string, string | Buffer> =>
  new Map(
    Object.entries(
      catalogFiles({
        'services/web/prod.yaml': overlay,
        'services/web/service.yaml': 'team: web-team\nports: [{ name: http, containerPort: 8080 }]\ndependsOn: [api]\n',
        'services/api/service.yaml': 'team: web-team\nports: [{ name: http, containerPort: 8080 }]\n',
        'services/api/prod.yaml': 'release: { version: v1.0.0 }\n',
        'services/api/dev.yaml': 'release: { version: v1.0.0 }\n',
      }),
    ),
  );

/** What is rendered of each part. */
function rendered(overlay: string): ReadonlyMap<string, string> {
  const tree = wantedTree(loadCatalog(textsSource('catalog', texts(overlay))), everything);
  return new Map(tree.parts.map((part) => [part.key, JSON.stringify(part.render())]));
}

const local = fc.record({
  version: fc.stringMatching(/^v[0-9]\.[0-9]{1,3}\.[0-9]$/),
  digest: fc.option(fc.stringMatching(/^sha256:[0-9a-f]{64}$/), { nil: undefined }),
  ticket: fc.option(fc.constant('CHG-1'), { nil: undefined }),
  hold: fc.boolean(),
});

test('a change that is called local changes no other part, and is seen by no law of the whole', () => {
  const whole = rendered(before);
  const loaded = loadCatalog(textsSource('catalog', texts(before)));
  fc.assert(
    fc.property(local, ({ version, digest, ticket, hold }) => {
      const release = JSON.stringify({ version, digest, changeTicket: ticket });
      const text = `release: ${release}\n${hold ? 'hold: { reason: x, by: dev, since: "2026-11-25T10:00:00Z" }\n' : ''}`;
      const after = rendered(text);
      for (const [key, files] of whole) if (key !== 'services/web/prod.yaml') expect(after.get(key)).toBe(files);

      const quick = changeOverlay(loaded, {
        service: 'web',
        environment: 'prod',
        document: 'services/web/prod.yaml',
        text,
        identity: 'x',
      });
      const { catalog } = quick?.loaded ?? {};
      const all = { ...catalog, services: new Map(catalog?.services) };
      expect(all).toEqual(loadCatalog(textsSource('catalog', texts(text))).catalog);
      expect(quick?.loaded.hash).toBe(loadCatalog(textsSource('catalog', texts(text))).hash);
    }),
    { numRuns: 20 },
  );
});

test.each([
  ['scale', 'scale: { owner: fixed, replicas: 3 }'],
  ['retired', 'retired: true'],
  ['env', 'env: { A: b }'],
  ['monitoring', 'monitoring: { scrape: true }'],
])('what others may see is not local: %s', (_, line) => {
  const after = Overlay.parse(load(`${before}${line}\n`));

  expect(isLocalChange(Overlay.parse(load(before)), after)).toBe(false);
});

test.each([
  ['is no YAML', 'release: ['],
  ['is no overlay', 'releases: { version: v1.0.0 }\n'],
  ['breaks a law of its placement', 'release: { version: v1.0.0 }\nexposure: { port: nowhere }\n'],
  ['has a secret in it', 'release: { version: v1.0.0, changeTicket: "ghp_abcdefghijklmnopqrstuvwxyz0123456789" }\n'],
])('what %s takes the whole way, which says what it is', (_, text) => {
  const loaded = loadCatalog(textsSource('catalog', texts(before)));
  const place = { service: 'web', environment: 'prod', document: 'services/web/prod.yaml', identity: 'x' };

  expect(changeOverlay(loaded, { ...place, text })).toBeUndefined();
  expect(changeOverlay(loaded, { ...place, text: 'release: { version: v9.0.0 }\n' })).toBeDefined();
});

test('the names of keys that are local are those of an overlay', () => {
  const source = readFileSync(join(__dirname, '../../src/model/local-change.ts'), 'utf8');
  const names = [...(/new Set\(\[(.*)\]/.exec(source)?.[1]?.matchAll(/'(\w+)'/g) ?? [])].map(([, name]) => name);

  expect(names).toEqual(['release', 'hold', 'scaleUntil']);
  expect(Object.keys(Overlay.shape)).toEqual(expect.arrayContaining(names));
});
