/**
 * Reads what `git cat-file --batch` answers: `<id> <type> <size>`, a line break, the content, a line break.
 *
 * @returns contents by name; one that Git does not have is not in it
 */
export function readContents(answer: Buffer): ReadonlyMap<string, Buffer> {
  const contents = new Map<string, Buffer>();
  for (let position = 0; position < answer.length;) {
    const end = answer.indexOf(10, position);
    if (end === -1) break;
    const [id = '', type, size] = answer.toString('latin1', position, end).split(' ');
    position = end + 1;
    if (type === 'missing') continue;
    contents.set(id, answer.subarray(position, position + Number(size)));
    position += Number(size) + 1;
  }
  return contents;
}
