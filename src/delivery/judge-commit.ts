import type { Effects } from '../effects/effect';
import { effectsOf } from '../effects/effects-of';
import { decide } from '../gates/decide';
import type { Decision } from '../gates/decision';
import type { Approval, GateFacts } from '../gates/facts';
import type { PathChange } from '../gitops/changed-paths';
import type { CommitReader } from '../gitops/commit-reader';
import type { Catalog } from '../model/catalog';
import { kindOfDocument } from '../model/catalog';
import { isBelow, renderedFolders, sharedFiles } from '../model/tree-layout';
import { credibleVerb } from './credible-verb';
import type { Head } from './head';
import { recordFolder } from './record';
import { byEnvironment } from './rendered-change';

/** What a commit does, as its own bytes say. */
export interface CommitEffects {
  readonly effects: Effects;
  /** Files of the catalog and of the tree that it changes. */
  readonly files: readonly PathChange[];
  /** Files in the folder of records that it changes. */
  readonly records: readonly PathChange[];
}

/** Finds what a commit does: from the two catalogs, and from the bytes that are in Git. Nothing is rendered. */
export async function commitEffects(writer: CommitReader, parent: Head, child: Head): Promise<CommitEffects> {
  const { files, records } = await judgedChanges(writer, parent, child.commit, parent.commit);
  const rendered = files.map(({ path }) => parent.inTree(path));
  const effects = effectsOf(parent.loaded.catalog, child.loaded.catalog, byEnvironment(rendered));
  return { effects, files, records };
}

/** Files that are judged, of those that differ between two commits. @param places where they are in the repository */
export async function judgedChanges(
  writer: CommitReader,
  places: Head,
  commit: string,
  before: string,
): Promise<Pick<CommitEffects, 'files' | 'records'>> {
  const all = await writer.changesBetween(before, commit, '');
  return {
    files: all.filter(({ path }) => isJudged(places, path)),
    records: all.filter(({ path }) => isBelow(places.inTree(path), recordFolder)),
  };
}

/**
 * Decides about what a commit does, by the gates of a catalog: that of its parent, or that before a whole range.
 *
 * @param digest what approvals have to be about
 */
export function judgeEffects(
  effects: Effects,
  digest: string,
  gates: Catalog,
  facts: Omit<GateFacts, 'approvals'>,
  approvals: readonly Approval[],
): Decision {
  const counted = approvals.filter(({ of }) => of === digest);
  return decide(gates, effects, { ...facts, verb: credibleVerb(facts.verb, effects), approvals: counted });
}

/** Whether a path is of the catalog or lies where things are rendered: Argo CD reads folders, whatever is in them. */
function isJudged(head: Head, path: string): boolean {
  const document = head.documentAt(path);
  if (document !== undefined) return kindOfDocument(document) !== undefined;
  const inTree = head.inTree(path);
  const isShared = inTree === sharedFiles.attributes || inTree === head.owners;
  return isShared || renderedFolders.some((folder) => isBelow(inTree, folder));
}
