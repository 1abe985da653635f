import * as z from 'zod';

import { catalogSchemas } from '../../scripts/schemas/catalog-schemas';
import { kindOfLeaf } from '../../src/effects/kind-of-leaf';
import { effectKinds, type EffectKind } from '../../src/model/effect-kind';
import { leavesOf, nameOfLeaf } from '../helpers/schema-leaves';

/** Leaves of every schema by name: `overlay: release.version`. Defaults of an environment are named as settings are. */
const leaves = catalogSchemas.flatMap(({ name: document, schema }) =>
  leavesOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })).map((leaf) => ({
    name: `${document}: ${nameOfLeaf(leaf).replace(/^defaults\./, '')}`,
    kind: kindOfLeaf(document, leaf.path.map(inFile)),
  })),
);

/** What each kind is about; whatever no line says is a setting, or an environment's own. */
const meant: Readonly<Partial<Record<EffectKind, RegExp>>> = {
  release: /^overlay: release\./,
  scale: /: scale(Until)?\./,
  exposure: /^service: public$|: (exposure|service|moreServices|metadata\.(service|route))\.|^environment: gateway\./,
  access:
    /^service: (egress|dependsOn|peers|variants)\.|: metadata\.(all|pods|account)\.|: (identity|security|initContainers|sidecars|jobs|volumes)\.|^environment: (podSecurity$|imageSignatures(\.|$))|^environment: dns\.|^platform: (access|clusterNetworks)\.|: (patches|unadopted|extensions)\.|^service: (chart|kustomization)\./,
  secret:
    /^platform: secrets\.|: (secrets|envFrom)\.|: env\.\*\.|^service: (database|redis)\b|^environment: secretStore\./,
  storage: /^service: (storage|backup)\.|: scratch\./,
  service: /^service: (team|system|retired|runs)$|^overlay: retired$/,
  gates: /: gates\.|^environment: (delivery|signatures\..*)$|^platform: (tickets|attesters)\./,
  people: /^people: |^(platform|environment): owners\.|^platform: teams\.\*\.(owners|groups)\./,
  freeze: /^environment: freezes\./,
  hold: /: hold\.|^platform: teams\.\*\.hold\./,
  environment:
    /^platform: (catalogVersion|repository|registry|portal|argocd|monitoring|notifications|teams\.\*\.(email|slack|pagerduty)|systems\.\*\.delivery)\b|^environment: (aliases|cluster|namespace|formerNamespaces|sync|retired|targetRevision|releaseTags|subjects|quota|containerLimits|notifications)\b/,
};

test('every leaf of every schema of the catalog is of one kind, and of the one that is meant', () => {
  const kindsMeant = (name: string): readonly string[] => {
    const kinds = Object.entries(meant).flatMap(([kind, names]) => (names.test(name) ? [kind] : []));
    return kinds.length === 0 ? ['setting'] : kinds;
  };

  const wrong = leaves
    .map(({ name, kind }) => ({ name, kind: [kind], meant: kindsMeant(name) }))
    .filter((one) => one.kind.join() !== one.meant.join());

  expect(wrong).toEqual([]);
  expect(leaves.length).toBeGreaterThan(300);
});

test('every kind is that of some leaf, but for what no leaf says', () => {
  const used = new Set<string>(leaves.map(({ kind }) => kind));

  expect(effectKinds.filter((kind) => !used.has(kind))).toEqual(['rendering']);
});

test('a team may be called as a key of the schema', () => {
  expect(kindOfLeaf('platform', ['teams', 'hold', 'owners', 0])).toBe('people');
  expect(kindOfLeaf('platform', ['teams', 'gates', 'hold', 'reason'])).toBe('hold');
});

test('what is no leaf has no kind', () => {
  expect(() => kindOfLeaf('platform', ['teams'])).toThrow('no kind of effect is known of "teams" of a platform');
  expect(() => kindOfLeaf('service', ['nobodyKnows'])).toThrow('nobodyKnows');
  expect(() => kindOfLeaf('overlay', ['constructor'])).toThrow('constructor');
});

/** A name of somebody's own, and an index, as they are in a file. */
function inFile(key: string): string | number {
  return key === '[]' ? 0 : key === '*' ? 'name' : key;
}
