import { isDeepStrictEqual } from 'node:util';

import type { Overlay } from './overlay';

/**
 * Keys of an overlay that matter to its own placement alone: no law of the whole catalog looks at them, and no other part of the
 * tree is made of them.
 */
const localKeys: ReadonlySet<string> = new Set(['release', 'hold', 'scaleUntil'] satisfies (keyof Overlay)[]);

/** Whether two overlays differ in nothing that others see: most changes are releases, and these are quick. */
export function isLocalChange(before: Overlay, after: Overlay): boolean {
  return isDeepStrictEqual(seenByOthers(before), seenByOthers(after));
}

function seenByOthers(overlay: Overlay): unknown {
  return Object.fromEntries(Object.entries(overlay).filter(([key]) => !localKeys.has(key)));
}
