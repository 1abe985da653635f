/** A relative path without `.`, without slashes at its end, and with `..` at its beginning only. */
export function normalizedPath(path: string): string {
  if (isNormal.test(path)) return path;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** Nearly all paths name a file beside them. */
const isNormal = /^[^./][^/]*$/;
