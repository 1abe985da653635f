/** What Git has said of one name. */
export interface GitContent {
  readonly id: string;
  /** `commit`, `tree`, `blob` or `tag`. */
  readonly kind: string;
  readonly content: Buffer;
}

/**
 * Reads what `git cat-file --batch` answers: `<id> <type> <size>`, a line break, the content, a line break.
 *
 * @returns in the order of the questions; undefined for what Git does not have
 */
export function readAnswers(answer: Buffer): readonly (GitContent | undefined)[] {
  const answers: (GitContent | undefined)[] = [];
  for (let position = 0; position < answer.length;) {
    const end = answer.indexOf(10, position);
    if (end === -1) break;
    const [, id, kind, size] = /^([0-9a-f]{40,64}) (\w+) (\d+)$/.exec(answer.toString('latin1', position, end)) ?? [];
    position = end + 1;
    if (id === undefined || kind === undefined) {
      answers.push(undefined);
      continue;
    }
    answers.push({ id, kind, content: answer.subarray(position, position + Number(size)) });
    position += Number(size) + 1;
  }
  return answers;
}

/** The same, by name: contents that Git has. */
export function readContents(answer: Buffer): ReadonlyMap<string, Buffer> {
  return new Map(readAnswers(answer).flatMap((one) => (one === undefined ? [] : [[one.id, one.content] as const])));
}
