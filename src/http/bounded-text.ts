/**
 * Reads the text of an answer, and no more of it than that: a server decides how long it is, and may never end.
 *
 * @param longest characters
 */
export async function boundedText(answer: Response, longest: number): Promise<string> {
  if (answer.body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of answer.body) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > longest) break;
  }
  return text.slice(0, longest);
}
