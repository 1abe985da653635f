import type { Operation } from '../../src/yaml/operation';

/** Makes an operation in a copy of plain data, in the plainest way: what a text must say after it was edited. */
export function editByHand(data: unknown, operation: Operation): unknown {
  const top: { document: unknown } = { document: separate(data) };
  const path: (string | number)[] = ['document', ...operation.path];
  const last = path.pop() ?? 'document';
  let at: any = top; // oxlint-disable-line typescript/no-explicit-any -- It walks through data of any shape.
  for (const [depth, part] of path.entries()) {
    const next = path[depth + 1] ?? last;
    if (operation.kind === 'remove' && typeof (at?.[part] ?? undefined) !== 'object') return data;
    at[part] ??= typeof next === 'number' ? [] : {};
    at = at[part];
  }
  if (operation.kind === 'set') at[typeof last === 'number' ? Math.min(last, at.length) : last] = operation.value;
  if (operation.kind === 'append') (at[last] ??= []).push(operation.value);
  if (operation.kind === 'insert') at.splice(last, 0, operation.value);
  if (operation.kind === 'remove') {
    if (Array.isArray(at)) at.splice(Number(last), 1);
    else delete at[last];
  }
  return top.document;
}

/** A copy in which nothing is shared: what readers make of an alias is the very thing that its anchor is at. */
function separate(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(separate);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, separate(item)]));
}
