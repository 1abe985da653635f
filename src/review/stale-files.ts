import { join } from 'node:path';

import type { LoadedCatalog } from '../catalog/load';
import { staleRendering } from '../check/file-rules';
import type { Finding } from '../check/finding';
import type { Memory } from '../render/memory';
import { renderingOf } from '../render/rendering';
import { everything } from '../render/scope';
import { wantedTree } from '../render/wanted-tree';
import { blobId } from '../tree/blob-id';
import { contentAt } from '../tree/content-at';

/** A file that is not what the catalog renders. */
export interface StaleFile {
  /** From the root of the tree. */
  readonly path: string;
  readonly isMissing: boolean;
}

/**
 * Finds rendered files that are missing, or are not what the catalog renders. Those that are too many are synth's matter.
 *
 * @param out root of the tree
 * @param memory what earlier runs knew; without it everything is rendered
 */
export function findStaleFiles(loaded: LoadedCatalog, out: string, memory?: Memory): readonly StaleFile[] {
  const { idByPath } = renderingOf(wantedTree(loaded, everything), 'sha1', memory);
  const stale: StaleFile[] = [];
  for (const [path, id] of idByPath) {
    const content = contentAt(join(out, path));
    if (content === undefined || blobId(content, 'sha1') !== id) stale.push({ path, isMissing: content === undefined });
  }
  return stale;
}

/**
 * What a check says of such files.
 *
 * @param shown names a file of the tree as findings name files
 */
export function staleFindings(stale: readonly StaleFile[], shown: (path: string) => string): readonly Finding[] {
  return stale.map(({ path, isMissing }) => ({
    rule: staleRendering.id,
    severity: staleRendering.severity,
    file: shown(path),
    path: [],
    message: isMissing ? 'the file is missing' : 'the file is not what the catalog renders',
    hint: 'run "slipway synth" and commit what it writes',
  }));
}
