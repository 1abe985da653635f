import type { Effects } from '../effects/effect';
import { effectDigest } from '../gates/effect-digest';
import { environmentsAsked } from '../gates/questions';
import type { Catalog } from '../model/catalog';
import { gatesOf } from '../model/gates-of';
import type { FileDigest } from './head';
import type { Sealed } from './sealed';

/**
 * What approvals of a change are about: the bytes before and after of every file that it touches, and the gates that are
 * asked. It is the same for an edit that is decided about and for the commit that it became.
 *
 * @param request undefined for an edit by hand
 */
export function digestOf(
  before: Catalog,
  effects: Effects,
  files: readonly FileDigest[],
  request: Sealed | undefined,
): string {
  return effectDigest({
    edit: files,
    rendered: [],
    request,
    gates: new Map(
      environmentsAsked(before, effects).map((environment) => [environment, gatesOf(before, environment)]),
    ),
  });
}
