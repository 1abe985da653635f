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
  const matcher = new Matcher(places, first);
  return { test: (text) => text.length * places.length > mostSteps || matcher.isIn(text) };
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

/** Where a text can be, and what stands before: together they say what any next character leads to. */
interface State {
  readonly reached: ReadonlySet<number>;
  readonly before: string;
  /** By the next character: what was found out once. */
  readonly next: Map<string, State | 'done'>;
}

/** Steps that are remembered: names and addresses need some hundreds, and a text that is made for it gets no more. */
const mostRemembered = 10_000;

/** Remembers where characters lead, since thousands of names are held against one pattern. */
class Matcher {
  private readonly states = new Map<string, State>();
  private remembered = 0;

  constructor(
    private readonly places: readonly Place[],
    private readonly first: number,
  ) {}

  isIn(text: string): boolean {
    let state: State | 'done' = this.stateOf(new Set(), '');
    for (const character of text) {
      state = state.next.get(character) ?? this.step(state, character);
      if (state === 'done') return true;
    }
    return (state.next.get('') ?? this.step(state, '')) === 'done';
  }

  /** @param character the next one; empty at the end of the text */
  private step(state: State, character: string): State | 'done' {
    const current = new Set(state.reached);
    const isDone = enter(this.places, this.first, current, state.before, character);
    const next = isDone ? 'done' : this.stateOf(this.after(current, character), character);
    this.remembered += 1;
    if (this.remembered > mostRemembered) this.forget();
    state.next.set(character, next);
    return next;
  }

  private after(current: ReadonlySet<number>, character: string): ReadonlySet<number> {
    const reached = new Set<number>();
    for (const index of current) {
      const place = this.places[index];
      if (place?.kind === 'character' && place.fits(character)) reached.add(place.next);
    }
    return reached;
  }

  private stateOf(reached: ReadonlySet<number>, before: string): State {
    // Of what stands before, nothing else is asked.
    const kind = before === '' ? '' : isWord(before) ? 'w' : '-';
    const key = `${kind}${[...reached].sort((a, b) => a - b).join(',')}`;
    const known = this.states.get(key) ?? { reached, before: kind, next: new Map() };
    this.states.set(key, known);
    return known;
  }

  private forget(): void {
    for (const { next } of this.states.values()) next.clear();
    this.states.clear();
    this.remembered = 0;
  }
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
  const isBoundary = isWord(before) !== isWord(after);
  return kind === 'boundary' ? isBoundary : !isBoundary;
}

function isWord(character: string): boolean {
  return /^\w$/.test(character);
}
