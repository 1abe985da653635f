/** Texts that are remembered of one question. Names and quantities repeat: a platform has few, in many objects. */
const most = 4096;

/** The same function, which remembers its answers: for questions whose answer depends on a text alone. */
export function remembered<Answer>(ask: (text: string) => Answer): (text: string) => Answer {
  const answers = new Map<string, { readonly answer: Answer }>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known.answer;
    const answer = ask(text);
    if (answers.size >= most) answers.clear();
    if (text.length < most) answers.set(text, { answer });
    return answer;
  };
}
