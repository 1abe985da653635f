import * as fc from 'fast-check';

import { keysThatDiffer, withEntry } from '../../src/model/overlaid-map';

const entry = fc.tuple(fc.constantFrom(...Array.from({ length: 90 }, (_, index) => `key-${index}`)), fc.string());
const entries = fc.array(entry, { maxLength: 200 });

test('however many entries lie over a map, it is the map that Map.set makes, and the one below is as it was', () => {
  fc.assert(
    fc.property(entries, entries, (before, more) => {
      const below: ReadonlyMap<string, string> = new Map(before);
      const model = new Map(before);
      let map = below;
      for (const [key, value] of more) {
        map = withEntry(map, key, value);
        model.set(key, value);
      }

      expect([...map]).toEqual([...model]);
      expect([...map.keys()]).toEqual([...model.keys()]);
      expect([...map.values()]).toEqual([...model.values()]);
      expect(map.size).toBe(model.size);
      for (const key of [...model.keys(), 'none'])
        expect([map.has(key), map.get(key)]).toEqual([model.has(key), model.get(key)]);
      const seen: string[][] = [];
      map.forEach((value, key) => seen.push([key, value]));
      expect(seen).toEqual([...model]);
      expect([...below]).toEqual([...new Map(before)]);
    }),
  );
});

test('the keys that differ between two maps are found, whatever they have in common', () => {
  fc.assert(
    fc.property(entries, entries, entries, (before, one, other) => {
      const over = (map: ReadonlyMap<string, string>, more: readonly (readonly [string, string])[]) =>
        more.reduce((all, [key, value]) => withEntry(all, key, value), map);
      const common: ReadonlyMap<string, string> = new Map(before);
      const [a, b] = [over(common, one), over(common, other)];
      const [plainA, plainB] = [new Map([...before, ...one]), new Map([...before, ...other])];
      const all = new Set([...plainA.keys(), ...plainB.keys()]);

      const differing = [...all].filter((key) => plainA.get(key) !== plainB.get(key));

      expect([...keysThatDiffer(a, b)].sort()).toEqual(differing.sort());
      expect([...keysThatDiffer(a, plainB)].sort()).toEqual(differing.sort());
    }),
  );
});
