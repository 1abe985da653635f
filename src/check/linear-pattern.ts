import { parsePattern, type Fits, type PatternNode } from './parse-pattern';

/** A pattern that somebody else wrote. */
export interface LinearPattern {
  /** Whether it fits some part of a text. A text that is too long for it does. */
  readonly test: (text: string) => boolean;
}

/** A place of a pattern: goes on over a character, or where a text is at, or without anything. */
type Place =
  | { readonly kind: 'character'; readonly fits: Fits; readonly next: number }
  | { readonly kind: 'start' | 'end' | 'boundary' | 'noBoundary'; readonly next: number }
  | { readonly kind: 'fork'; readonly nexts: number[] }
  | { readonly kind: 'done' };

const mostPlaces = 5000;
/** Places times characters: some seconds. */
const mostSteps = 50_000_000;

/**
 * A pattern of Go (RE2), matched as Go does it: all places of the pattern are kept at once, so that the time grows with the
 * length of the text times that of the pattern. JavaScript tries them one after the other, for ever if the pattern is made so.
 *
 * @returns undefined when it is no pattern, or too large a one
 */
export function linearPattern(source: string): LinearPattern | undefined {
  const node = parsePattern(source);
  if (node === undefined) return undefined;
  const places: Place[] = [{ kind: 'done' }];
  const first = add(node, 0, places);
  if (places.length > mostPlaces) return undefined;
  return { test: (text) => text.length * places.length > mostSteps || isIn(places, first, text) };
}

/** Adds the places of a node, and says where they begin; they are made from the end. */
function add(node: PatternNode, next: number, places: Place[]): number {
  // What is too large is thrown away.
  if (places.length > mostPlaces) return next;
  switch (node.kind) {
    case 'character':
      return places.push({ kind: 'character', fits: node.fits, next }) - 1;
    case 'sequence':
      return node.items.reduceRight((behind, item) => add(item, behind, places), next);
    case 'either':
      return places.push({ kind: 'fork', nexts: node.items.map((item) => add(item, next, places)) }) - 1;
    case 'repeat':
      return addRepeat(node, next, places);
    default:
      return places.push({ kind: node.kind, next }) - 1;
  }
}

function addRepeat({ item, least, most }: PatternNode & { kind: 'repeat' }, next: number, places: Place[]): number {
  let behind = next;
  if (most === Infinity) {
    const nexts = [next];
    behind = places.push({ kind: 'fork', nexts }) - 1;
    nexts.push(add(item, behind, places));
  } else {
    for (let count = least; count < most && places.length <= mostPlaces; count += 1)
      behind = places.push({ kind: 'fork', nexts: [next, add(item, behind, places)] }) - 1;
  }
  for (let count = 0; count < least && places.length <= mostPlaces; count += 1) behind = add(item, behind, places);
  return behind;
}

function isIn(places: readonly Place[], first: number, text: string): boolean {
  let current = new Set<number>();
  let before = '';
  for (const character of text) {
    if (enter(places, first, current, before, character)) return true;
    const reached = new Set<number>();
    for (const index of current) {
      const place = places[index];
      if (place?.kind === 'character' && place.fits(character)) reached.add(place.next);
    }
    current = reached;
    before = character;
  }
  return enter(places, first, current, before, '');
}

/** Goes on over everything that takes no character; whether the end of the pattern is reached. */
function enter(places: readonly Place[], first: number, current: Set<number>, before: string, after: string): boolean {
  current.add(first);
  // A set may grow while it is walked through.
  for (const index of current) {
    const place = places[index];
    if (place === undefined || place.kind === 'character') continue;
    if (place.kind === 'done') return true;
    if (place.kind === 'fork') for (const next of place.nexts) current.add(next);
    else if (holds(place.kind, before, after)) current.add(place.next);
  }
  return false;
}

function holds(kind: 'start' | 'end' | 'boundary' | 'noBoundary', before: string, after: string): boolean {
  if (kind === 'start') return before === '';
  if (kind === 'end') return after === '';
  const isBoundary = /^\w$/.test(before) !== /^\w$/.test(after);
  return kind === 'boundary' ? isBoundary : !isBoundary;
}
