const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/**
 * Why a jq expression cannot compile, as far as its marks tell: quotes and brackets that match, operators that stand
 * between something, a path at its start. This is no jq: an expression that passes may still fail.
 */
export function jqProblem(expression: string): string | undefined {
  if (expression.trim() === '') return 'is empty';
  const open: string[] = [];
  const plain = withoutStrings(expression);
  if (plain === undefined) return 'has a string that is not closed';
  for (const mark of plain) {
    const close = closing[mark];
    if (close !== undefined) open.push(close);
    else if (')]}'.includes(mark) && open.pop() !== mark) return `has a "${mark}" that closes nothing`;
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined) return `lacks a "${unclosed}"`;
  const alone = /^\s*([|,])|([|,])\s*$|(\|)\s*[|)\]]|\(\s*(\|)/.exec(plain);
  if (alone !== null)
    return `has a "${alone.slice(1).find((mark) => mark !== undefined) ?? '|'}" with nothing beside it`;
  if (/^\s*\//.test(plain)) return 'is a JSON pointer';
  if (/^\s*[A-Za-z_][\w-]*(?:[.[]|\s*$)/.test(plain) && !/^\s*(?:paths|recurse|first|last|empty)\b/.test(plain)) {
    return 'does not begin with "."';
  }
  const keyWithDash = /\.[A-Za-z_]\w*-[A-Za-z]/.exec(plain);
  if (keyWithDash !== null) return `subtracts at "${keyWithDash[0]}": a key with a dash needs quotes`;
  return undefined;
}

/** The expression with `""` for each of its strings; undefined when one is not closed. */
function withoutStrings(expression: string): string | undefined {
  const plain = expression.replaceAll(/"(?:[^"\\]|\\[^])*(?:"|\\?$)/g, (text) => (/[^]"$/.test(text) ? '""' : '"'));
  return plain.replaceAll('""', '').includes('"') ? undefined : plain;
}
