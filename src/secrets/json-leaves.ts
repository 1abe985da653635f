interface Span {
  readonly start: number;
  readonly end: number;
}

type Key = string | number;

/** What a text of JSON says, and where. */
export interface JsonText {
  readonly value: unknown;
  /** Where a part of a text of the value stands; of what is no text, where all of it stands. */
  readonly placeOf: (path: readonly Key[], part: Span) => Span | undefined;
}

/** What is written into each other deeper than this is read as a text. */
const deepest = 64;

/** Reads an object or a list of JSON, with the places of all that is in it; undefined for what is none. */
export function leavesOfJson(text: string): JsonText | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const spans = new Scanner(text).scan();
  if (spans === undefined) return undefined;
  return { value, placeOf: placesIn(text, spans) };
}

/** Goes through a text that is known to be JSON. */
class Scanner {
  private at = 0;
  private isTooDeep = false;
  private readonly spans = new Map<string, Span>();

  constructor(private readonly text: string) {}

  scan(): ReadonlyMap<string, Span> | undefined {
    this.value([]);
    return this.isTooDeep ? undefined : this.spans;
  }

  private value(path: readonly Key[]): void {
    this.skip(/[\s,:]*/y);
    if (path.length > deepest) this.isTooDeep = true;
    if (this.isTooDeep) return;
    const start = this.at;
    const sign = this.text[start];
    if (sign === '{' || sign === '[') this.members(sign === '{', path);
    else if (sign === '"') this.string();
    else this.skip(/[^\s,\]}]*/y);
    this.spans.set(JSON.stringify(path), { start, end: this.at });
  }

  private members(isMapping: boolean, path: readonly Key[]): void {
    this.at += 1;
    for (let index = 0; !this.isTooDeep; index++) {
      this.skip(/[\s,]*/y);
      if (this.text[this.at] === (isMapping ? '}' : ']')) break;
      this.value([...path, isMapping ? this.string() : index]);
    }
    this.at += 1;
  }

  private string(): string {
    const start = this.at;
    this.at += 1;
    while (this.text[this.at] !== '"') this.at += this.text[this.at] === '\\' ? 2 : 1;
    this.at += 1;
    return String(JSON.parse(this.text.slice(start, this.at)));
  }

  private skip(what: RegExp): void {
    what.lastIndex = this.at;
    what.test(this.text);
    this.at = what.lastIndex;
  }
}

function placesIn(text: string, spans: ReadonlyMap<string, Span>): JsonText['placeOf'] {
  const writtenAt = new Map<Span, readonly number[]>();
  return (path, part) => {
    const span = spans.get(JSON.stringify(path));
    if (span === undefined || text[span.start] !== '"') return span;
    const places = writtenAt.get(span) ?? placesOfCharacters(text, span);
    writtenAt.set(span, places);
    return { start: places[part.start] ?? span.start + 1, end: places[part.end] ?? span.end - 1 };
  };
}

/** Where each character of a text stands in what is written for it, which may have escapes. */
function placesOfCharacters(text: string, { start, end }: Span): readonly number[] {
  const places: number[] = [];
  let at = start + 1;
  while (at < end - 1) {
    places.push(at);
    at += text[at] !== '\\' ? 1 : text[at + 1] === 'u' ? 6 : 2;
  }
  return [...places, end - 1];
}
