/** Longest subject of a commit that tools show without cutting it. */
const longestSubject = 72;

/** A subject of words; what does not fit ends in an ellipsis. */
export function subjectOf(...words: readonly (string | undefined)[]): string {
  const characters = Array.from(words.filter((word) => word !== undefined).join(' '));
  return characters.length <= longestSubject
    ? characters.join('')
    : `${characters.slice(0, longestSubject - 1).join('')}…`;
}

/** Names as a subject has room for them: `web`, `web and api`, `7 services`. */
export function namesInSubject(names: readonly string[], things: string): string {
  const all = names.join(' and ');
  return names.length <= 2 && all.length <= 40 ? all : names.length === 1 ? all : `${names.length} ${things}`;
}
