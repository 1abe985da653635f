import { createHash } from 'node:crypto';

import type { BlobHash } from './blob-id';

/**
 * The name that Git gives to a folder (git-scm.com, "Git Internals - Git Objects", tree objects).
 *
 * @param files names of contents by path from the folder; all of them plain files
 */
export function folderId(files: ReadonlyMap<string, string>, hash: BlobHash): string {
  const entries = new Map<string, { mode: string; id: string }>();
  const below = new Map<string, Map<string, string>>();
  for (const [path, id] of files) {
    const [name = '', ...rest] = path.split('/');
    if (rest.length === 0) entries.set(name, { mode: '100644', id });
    else below.set(name, (below.get(name) ?? new Map()).set(rest.join('/'), id));
  }
  for (const [name, inner] of below) entries.set(`${name}/`, { mode: '40000', id: folderId(inner, hash) });
  const inOrder = [...entries].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const content = Buffer.concat(
    inOrder.flatMap(([name, { mode, id }]) => [
      Buffer.from(`${mode} ${name.replace(/\/$/, '')}\0`),
      Buffer.from(id, 'hex'),
    ]),
  );
  return createHash(hash).update(`tree ${content.length}\0`).update(content).digest('hex');
}
