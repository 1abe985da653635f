import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { LoadedCatalog } from '../../catalog/load';
import type { Finding } from '../../check/finding';
import type { RuleText } from '../../check/check-report';
import { blobId, renderingOf } from '../../render/rendering';
import { findWanted } from '../../render/wanted';
import { memoryPlace } from '../cache-place';
import type { Context } from '../context';
import type { CatalogPlace } from '../find-catalog';
import { shownPath } from '../shown-path';

/** The rule that no manifest alone can break. */
export const staleRendering: RuleText = {
  id: 'stale-rendering',
  title: 'a rendered file is not what the catalog renders',
  why: 'Argo CD applies the files, and people review the catalog. When they differ, what was approved is not what runs.',
  source: 'https://opengitops.dev/',
  severity: 'error',
  failing: '',
  passing: '',
};

/** Finds rendered files that are missing, or are not what the catalog renders. Those that are too many are synth's matter. */
export function checkTree(loaded: LoadedCatalog, place: CatalogPlace, context: Context): readonly Finding[] {
  const memory = memoryPlace(context, place);
  const wanted = findWanted(loaded.catalog, undefined, undefined);
  const rendering = renderingOf(loaded, wanted, 'sha1', { ...memory, file: memory.file.replace(/json$/, 'ids') });
  return [...rendering.idByPath].flatMap(([path, id]) => {
    const file = join(place.out, path);
    const content = contentOf(file);
    if (content !== undefined && blobId(content, 'sha1') === id) return [];
    return [
      {
        rule: staleRendering.id,
        severity: staleRendering.severity,
        file: shownPath(file, context),
        path: [],
        message: content === undefined ? 'the file is missing' : 'the file is not what the catalog renders',
        hint: 'run "slipway synth" and commit what it writes',
      },
    ];
  });
}

function contentOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
