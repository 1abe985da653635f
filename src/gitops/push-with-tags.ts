import type { PushOutcome } from './push-outcome';
import { tagRef } from './ref-name';
import type { Remote } from './remote';
import { settlePush, type Push } from './settle-push';
import type { TagDraft } from './tag-draft';

/**
 * Pushes a branch and tags, all or nothing: a release is never there without its tag. Tags that are there already stay as they
 * are and are left out, so that a change that is made again, or brings an old release back, is not refused for its tag.
 *
 * @param make makes tags; their ids in the order of the drafts
 */
export async function pushWithTags(
  remote: Remote,
  push: Push,
  tags: readonly TagDraft[],
  make: (missing: readonly TagDraft[]) => Promise<readonly string[]>,
): Promise<PushOutcome> {
  let missing = await missingAt(remote, tags);
  for (;;) {
    const ids = missing.length === 0 ? [] : await make(missing);
    const others = missing.map(({ name }, index) => `${ids[index] ?? ''}:${tagRef(name)}`);
    const outcome = await settlePush(remote, { ...push, others });
    if (outcome.kind !== 'refused' || missing.length === 0) return outcome;
    // Somebody may have made one of the tags since they were asked for.
    const now = await missingAt(remote, missing);
    if (now.length === missing.length) return outcome;
    missing = now;
  }
}

async function missingAt(remote: Remote, tags: readonly TagDraft[]): Promise<readonly TagDraft[]> {
  const names = tags.map(({ name }) => tagRef(name));
  const there = names.length === 0 ? new Map<string, string>() : await remote.list(names);
  // Two changes of one push may be of one release.
  return tags.filter((_, index) => {
    const name = names[index] ?? '';
    return !there.has(name) && names.indexOf(name) === index;
  });
}
