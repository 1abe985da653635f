import { createHash } from 'node:crypto';

import * as fc from 'fast-check';

import { effectDigest } from '../../src/gates/effect-digest';
import type { EffectParts, TouchedFile } from '../../src/gates/effect-digest';
import type { Gates } from '../../src/model/gates';

const parts: EffectParts = {
  edit: [
    {
      path: 'catalog/services/web/prod.yaml',
      before: 'release: { version: v1 }\n',
      after: 'release: { version: v2 }\n',
    },
  ],
  rendered: [{ path: 'services/web/overlays/prod/deployment.yaml', before: 'aaa', after: undefined }],
  gates: new Map([['prod', { approvals: [{ teams: ['sre-team'], count: 2 }], after: ['staging'] }]]),
};

test('it is the hash of canonical JSON, which anybody can make again', () => {
  const edit = JSON.stringify([
    'catalog/services/web/prod.yaml',
    'release: { version: v1 }\n',
    'release: { version: v2 }\n',
  ]);
  const rendered = JSON.stringify(['services/web/overlays/prod/deployment.yaml', 'aaa', null]);
  const text = `{"edit":[${JSON.stringify(edit)}],"gates":{"prod":{"after":["staging"],"approvals":[{"count":2,"teams":["sre-team"]}]}},"rendered":[${JSON.stringify(rendered)}]}`;

  expect(effectDigest(parts)).toBe(`sha256:${createHash('sha256').update(text).digest('hex')}`);
});

test('texts of the catalog and names of rendered contents are not mistaken for each other', () => {
  expect(effectDigest({ ...parts, edit: parts.rendered, rendered: parts.edit })).not.toBe(effectDigest(parts));
});

const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', 'a', 'a\n', '"', '\\', '\u2028', '\ud800'));
const contents = fc.option(texts, { nil: undefined });
const files = fc.uniqueArray(
  fc
    .record({ path: fc.string({ minLength: 1 }), before: contents, after: contents })
    .filter(({ before, after }) => before !== after),
  { selector: ({ path }) => path, minLength: 1, maxLength: 5 },
);
const someGates = fc.dictionary(
  fc.constantFrom('dev', 'staging', 'prod'),
  fc.record(
    {
      after: fc.array(fc.string(), { maxLength: 2 }),
      approvalLife: fc.constantFrom('1h', '2h'),
      approvals: fc.array(fc.record({ count: fc.nat(3), teams: fc.array(fc.string(), { maxLength: 2 }) }), {
        maxLength: 2,
      }),
    },
    { requiredKeys: [] },
  ),
);
const cases = fc.record({
  edit: files,
  rendered: files,
  gates: someGates.map((all) => new Map<string, Gates>(Object.entries(all))),
});

test('order of files and of keys, and files that stay as they are, make no difference', () => {
  fc.assert(
    fc.property(cases, files, ({ edit, rendered, gates }, others) => {
      const unrelated = others.map(({ path, after }) => ({ path, before: after, after }));
      const turned = new Map([...gates].reverse().map(([name, one]) => [name, turn(one)] as const));

      expect(
        effectDigest({ edit: [...unrelated, ...edit].reverse(), rendered: [...rendered].reverse(), gates: turned }),
      ).toBe(effectDigest({ edit, rendered, gates }));
    }),
    { numRuns: 300 },
  );
});

test('a key without a value is no key', () => {
  const gates = new Map<string, Gates>([['prod', { after: ['staging'], approvals: undefined }]]);

  expect(effectDigest({ ...parts, gates })).toBe(
    effectDigest({ ...parts, gates: new Map([['prod', { after: ['staging'] }]]) }),
  );
});

function turn(gates: Gates): Gates {
  return Object.fromEntries(Object.entries(gates).reverse());
}

test('an approval survives 10,000 commits elsewhere', () => {
  const first = effectDigest(parts);
  // What else is in the repository when it is looked at again: files that this change does not touch.
  const others = Array.from({ length: 10_000 }, (_, index): TouchedFile => {
    const text = `release: { version: v${index} }\n`;
    return { path: `catalog/services/other-${index % 500}/prod.yaml`, before: text, after: text };
  });

  for (let commits = 100; commits <= others.length; commits += 100) {
    const elsewhere = others.slice(commits - 100, commits);
    expect(effectDigest({ ...parts, edit: [...parts.edit, ...elsewhere] })).toBe(first);
  }
});

test('an approval dies by any byte that matters, of any part', () => {
  const where = fc.constantFrom('path', 'before', 'after', 'gates', 'new file', 'no file', 'new environment');
  fc.assert(
    fc.property(
      cases,
      where,
      fc.constantFrom('edit', 'rendered'),
      fc.nat(),
      fc.nat(),
      (one, place, list, index, at) => {
        const changed = changedParts(one, { place, list, index, at });

        fc.pre(changed !== undefined);
        expect(effectDigest(changed)).not.toBe(effectDigest(one));
      },
    ),
    { numRuns: 1_000 },
  );
});

interface Change {
  readonly place: string;
  readonly list: 'edit' | 'rendered';
  readonly index: number;
  readonly at: number;
}

function changedParts(one: EffectParts, { place, list, index, at }: Change): EffectParts | undefined {
  const all = [...one[list]];
  const file = all[index % all.length];
  if (file === undefined) return undefined;
  if (place === 'gates') {
    const [name, own] = [...one.gates][0] ?? [];
    if (name === undefined || own === undefined) return undefined;
    return {
      ...one,
      gates: new Map([...one.gates, [name, { ...own, approvalLife: own.approvalLife === '1h' ? '2h' : '1h' }]]),
    };
  }
  if (place === 'new environment') return { ...one, gates: new Map([...one.gates, ['later', {}]]) };
  if (place === 'no file') return { ...one, [list]: all.filter((other) => other !== file) };
  if (place === 'new file') return { ...one, [list]: [...all, { path: `${file.path}.more`, after: '' }] };
  const key = place === 'path' ? 'path' : place === 'before' ? 'before' : 'after';
  const other: TouchedFile = { ...file, [key]: otherText(file[key], at) };
  // A file that is the same before and after is no part of the change, and that is another change, too.
  return { ...one, [list]: all.map((each) => (each === file ? other : each)) };
}

/** One code unit of a text is another one; a text that was none is empty. */
function otherText(text: string | undefined, at: number): string {
  if (text === undefined || text === '') return text === undefined ? '' : '\0';
  const place = at % text.length;
  const unit = String.fromCharCode(text.charCodeAt(place) ^ 1);
  return text.slice(0, place) + unit + text.slice(place + 1);
}
