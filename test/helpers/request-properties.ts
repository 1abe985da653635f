import * as fc from 'fast-check';

import { due } from '../../src/changes/due';
import { InputError } from '../../src/model/problem';
import { arbitraryKnown, arbitraryRequest, arbitraryTexts, namesIn } from './arbitrary-request';
import { carryOut, catalogOf, differences, type CarriedOut, type CatalogTexts } from './carry-out';

/** What a request leads to; undefined when it is refused as people should be refused: each problem says what to do. */
function attempt(...[verb, fields, texts, known]: Parameters<typeof carryOut>): CarriedOut | undefined {
  try {
    return carryOut(verb, fields, texts, known);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const said = error.problems.map(({ message, hint }) => `${message}; ${hint ?? ''}`);
    expect(said.filter((text) => text.endsWith('; ') && !/must|is not allowed/.test(text))).toEqual([]);
    expect(said.length).toBeGreaterThan(0);
    return undefined;
  }
}

const asked = arbitraryTexts.chain((texts) => {
  const names = namesIn(texts);
  return fc.record({ texts: fc.constant(texts), request: arbitraryRequest(names), known: arbitraryKnown(names) });
});

/** Any request makes a catalog that loads, or is refused with what to do; asked again, it changes nothing. @returns how many verbs were done */
export function holdRequests(runs: number): number {
  const done = new Map<string, number>();

  fc.assert(
    fc.property(asked, ({ texts, request: { verb, fields }, known }) => {
      const first = attempt(verb, fields, texts, known);
      if (first === undefined) return;
      const { planned, edited } = first;
      done.set(verb, (done.get(verb) ?? 0) + 1);

      expect(planned.subject.length).toBeLessThanOrEqual(72);
      expect(planned.subject).toMatch(new RegExp(`^${verb} [^\\n]+$`));
      expect([...edited.texts.keys()].filter((file) => !planned.edit.has(file))).toEqual([]);
      expect(differences(texts, first.texts).length > 0).toBe(edited.isChanged);
      if (verb === 'create' || verb === 'rollback') return;
      expect(differences(first.texts, carryOut(verb, fields, first.texts, known).texts)).toEqual([]);
    }),
    { numRuns: runs },
  );

  return done.size;
}

/** A service with its overlay in one environment, and in another. */
const deployed = arbitraryTexts.chain((texts) => {
  const { services } = catalogOf(texts);
  const places = [...services].flatMap(([service, { overlays }]) =>
    [...overlays.keys()].map((environment) => ({ service, environment })),
  );
  return fc.record({
    texts: fc.constant(texts),
    place: places.length === 0 ? fc.constant(undefined) : fc.constantFrom(...places),
    replicas: fc.integer({ min: 1, max: 9 }),
  });
});

/**
 * Promote, rollback and resume leave the values that were there, a ticket such as `on` included, and the bytes but for how a
 * release is written: its words keep quotes that another release needed, and a ticket that went is written anew. @returns how often it was so */
export function holdWayBack(runs: number): number {
  let done = 0;

  fc.assert(
    fc.property(deployed, ({ texts, place }) => {
      const { services } = catalogOf(texts);
      const entry = place && services.get(place.service);
      const before = place && entry?.overlays.get(place.environment)?.release;
      const from = [...(entry?.overlays.keys() ?? [])].find((name) => name !== place?.environment);
      if (place === undefined || before === undefined || from === undefined) return;
      const file = `services/${place.service}/${place.environment}.yaml`;
      const promoted = attempt('promote', { service: place.service, from, to: place.environment }, texts, {
        ticket: 'CHG-1',
      });
      if (promoted === undefined || !promoted.edited.isChanged) return;

      const known = { reason: 'it fails', history: [{ ...place, release: before, at: '2026-11-20T00:00:00Z' }] };
      const back = carryOut('rollback', { ...place, release: before.version }, promoted.texts, known);
      const resumed = carryOut('resume', place, back.texts);

      expect(resumed.catalog).toEqual(catalogOf(texts));
      expect(withoutNotation(resumed.texts.get(file))).toBe(withoutNotation(texts.get(file)));
      done += 1;
    }),
    { numRuns: runs },
  );

  return done;
}

function withoutNotation(text: string | undefined): string | undefined {
  return text
    ?.replaceAll(/^ {2}changeTicket: [^\n]*\n(?: {3,}[^\n]*\n|\s*\n)*/gm, '')
    .replaceAll(/^( {2}(?:version|digest|promotedFrom): )"(.*)"(?=\r?$)/gm, '$1$2');
}

/** A scale with an end leaves the bytes that were there, when its end has come. @returns how often it was so */
export function holdTimedScale(runs: number): number {
  let done = 0;

  fc.assert(
    fc.property(deployed, ({ texts, place, replicas }) => {
      if (place === undefined) return;
      const scaled = attempt('scale', { ...place, replicas, until: '1h' }, texts);
      if (scaled === undefined || !scaled.edited.isChanged) return;

      const requests = due(scaled.catalog, '2026-11-28T13:00:00Z');
      const back = requests.reduce<CatalogTexts>(
        (before, { verb, fields }) => carryOut(verb, fields, before, { now: '2026-11-28T13:00:00Z' }).texts,
        scaled.texts,
      );

      expect(requests).toHaveLength(1);
      expect([...back]).toEqual([...texts]);
      done += 1;
    }),
    { numRuns: runs },
  );

  return done;
}
