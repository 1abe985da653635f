/**
 * A step of a pattern: one character; any one; any number of them; or a leap, over the steps behind it. `separator` is what
 * the step stops at.
 */
export type WildcardStep =
  | { readonly kind: 'character'; readonly code: number }
  | { readonly kind: 'one' | 'any'; readonly separator?: number | undefined }
  | { readonly kind: 'leap'; readonly steps: number };

/** The steps of a text that stands for itself. */
export function stepsOf(text: string): readonly WildcardStep[] {
  return Array.from({ length: text.length }, (_, index) => ({ kind: 'character', code: text.charCodeAt(index) }));
}

/**
 * Whether a pattern fits all of a text. It keeps all places of the pattern where one may be, so that the time grows with the
 * length of the text times that of the pattern; a regular expression would try them one after the other.
 */
export function fitsSteps(steps: readonly WildcardStep[], text: string): boolean {
  let places = new Uint8Array(steps.length + 1);
  places[0] = 1;
  for (let index = 0; index < text.length; index += 1) {
    pass(steps, places);
    const next = walkOver(steps, places, text.charCodeAt(index));
    if (next === undefined) return false;
    places = next;
  }
  pass(steps, places);
  return places[steps.length] === 1;
}

/** Goes on over steps that may be nothing. */
function pass(steps: readonly WildcardStep[], places: Uint8Array): void {
  for (const [place, step] of steps.entries()) {
    if (places[place] !== 1) continue;
    if (step.kind === 'any') places[place + 1] = 1;
    else if (step.kind === 'leap') {
      places[place + 1] = 1;
      places[place + 1 + step.steps] = 1;
    }
  }
}

function walkOver(
  steps: readonly WildcardStep[],
  places: Uint8Array,
  code: number,
): Uint8Array<ArrayBuffer> | undefined {
  const next = new Uint8Array(places.length);
  let isAnywhere = false;
  for (const [place, step] of steps.entries()) {
    if (places[place] !== 1 || step.kind === 'leap') continue;
    if (step.kind === 'character' ? step.code !== code : step.separator === code) continue;
    next[step.kind === 'any' ? place : place + 1] = 1;
    isAnywhere = true;
  }
  return isAnywhere ? next : undefined;
}
