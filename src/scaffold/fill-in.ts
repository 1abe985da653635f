/** What is filled into the files of a template. */
export interface Filling {
  /** Texts by the name that stands between `@@` and `@@`. */
  readonly texts: Readonly<Record<string, string>>;
  /** What holds: lines between `slipway:if NAME` and `slipway:end` stay where it is in here. */
  readonly conditions: ReadonlySet<string>;
}

/**
 * Fills in a file of a template. Lines with `slipway:if NAME` and `slipway:end` are comments of the file's language; they go, with
 * what is between them where the condition does not hold. They may be nested.
 *
 * @throws when the file names what nobody knows: templates are ours, so that is a fault of the program
 */
export function fillIn(text: string, { texts, conditions }: Filling): string {
  const open: boolean[] = [];
  const kept: string[] = [];
  for (const line of text.split('\n')) {
    const condition = /\bslipway:if ([a-z0-9-]+)/.exec(line)?.[1];
    if (condition !== undefined) open.push(conditions.has(condition));
    else if (/\bslipway:end\b/.test(line)) {
      if (open.pop() === undefined) throw new Error('"slipway:end" without "slipway:if"');
    } else if (open.every(Boolean)) kept.push(line);
  }
  if (open.length > 0) throw new Error('"slipway:if" without "slipway:end"');
  return kept.join('\n').replaceAll(token, (_, name: string) => {
    const value = texts[name];
    if (value === undefined) throw new Error(`nobody knows what "@@${name}@@" is`);
    return value;
  });
}

const token = /@@([a-z-]+)@@/g;
