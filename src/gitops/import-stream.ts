import type { CommitDraft, DraftFile } from './commit-draft';

/** Where `git fast-import` keeps its own commit: it holds the newest trees, so that nothing removes them before a push. */
export const scratchRef = 'refs/slipway-import';

/**
 * Says drafts as what `git fast-import --done` reads: one commit of its own that grows by the files of each draft, and after
 * each the question for the tree so far. The commits themselves are not made by it: it cannot sign (before Git 2.50).
 *
 * @param base commit that the first draft stands on
 */
export function importStream(base: string | undefined, drafts: readonly CommitDraft[]): Buffer {
  const parts = [`commit ${scratchRef}\ncommitter slipway <> 0 +0000\ndata 0\n`];
  if (base !== undefined) parts.push(`from ${base}\n`);
  for (const { files } of drafts) {
    // What goes, goes first: a file may take the place of a folder.
    for (const { path } of files.filter(({ content }) => content === undefined)) parts.push(`D ${quoted(path)}\n`);
    for (const file of files) parts.push(putting(file));
    parts.push('ls ""\n');
  }
  parts.push('\ndone\n');
  return Buffer.from(parts.join(''));
}

/** Reads the ids of the trees, in the order of the drafts. @returns undefined for what is no tree */
export function readTrees(answer: Buffer): readonly (string | undefined)[] {
  return answer
    .toString('latin1')
    .split('\n')
    .slice(0, -1)
    .map((line) => /^040000 tree ([0-9a-f]+)\t$/.exec(line)?.[1]);
}

function putting({ path, content }: DraftFile): string {
  if (content === undefined) return '';
  return `M 100644 inline ${quoted(path)}\ndata ${Buffer.byteLength(content)}\n${content}\n`;
}

/** A path in quotes is written as in C; checked paths have no control characters. */
function quoted(path: string): string {
  return `"${path.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}
