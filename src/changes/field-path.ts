import type { NodePath } from '../yaml/operation';

const parts = /\[(?:(\d{1,4})|("(?:[^"\\]|\\.)*"))\]|(?:^|\.)([^.[\]"\s]+)/y;

/**
 * Reads a path as problems write it: `ports[0].name`, `config.values["app.yaml"]`.
 *
 * @returns undefined for what is no path, and for keys that no mapping of a catalog has
 */
export function parseFieldPath(text: string): NodePath | undefined {
  const path: (string | number)[] = [];
  parts.lastIndex = 0;
  while (parts.lastIndex < text.length) {
    const match = parts.exec(text);
    if (match === null) return undefined;
    const [, index, quoted, name] = match;
    const part = index === undefined ? (name ?? unquoted(quoted ?? '')) : Number(index);
    if (part === undefined || part === '__proto__') return undefined;
    path.push(part);
  }
  return path.length === 0 || typeof path[0] === 'number' ? undefined : path;
}

function unquoted(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
