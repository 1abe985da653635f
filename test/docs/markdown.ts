/** A fenced block of a page. */
export interface Block {
  /** What stands after the fence: `console`, `yaml`; empty when nothing does. */
  readonly language: string;
  readonly text: string;
  /** Line of the fence, from 1. */
  readonly line: number;
}

/** A link of a page. */
export interface Link {
  readonly target: string;
  /** From 1. */
  readonly line: number;
}

/** Fenced blocks in the order of the page. */
export function blocksOf(markdown: string): readonly Block[] {
  return [...markdown.matchAll(/^```([^\n]*)\n([^]*?)^```$/gm)].map(({ 1: language = '', 2: text = '', index }) => ({
    language,
    text,
    line: lineAt(markdown, index),
  }));
}

/** Links of the text; what is in blocks or between backticks is no link. */
export function linksOf(markdown: string): readonly Link[] {
  const text = withoutCode(markdown);
  return [...text.matchAll(/\[[^\]\n]*(?:\n[^\]\n]*)?\]\(([^)\s]+)\)/g)].map(({ 1: target = '', index }) => ({
    target,
    line: lineAt(text, index),
  }));
}

/** Anchors of the headings, as GitHub makes them. */
export function anchorsOf(markdown: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of withoutBlocks(markdown).matchAll(/^#{1,6} (.+)$/gm)) {
    const anchor = heading
      .toLowerCase()
      .replaceAll(/[^\p{Letter}\p{Number}\s_-]/gu, '')
      .replaceAll(' ', '-');
    let [unique, count] = [anchor, 0];
    while (anchors.has(unique)) unique = `${anchor}-${++count}`;
    anchors.add(unique);
  }
  return anchors;
}

/** The text for people: no blocks, and nothing between backticks. Lines stay where they are. */
export function withoutCode(markdown: string): string {
  return withoutBlocks(markdown).replaceAll(/`[^`\n]*`/g, '``');
}

function withoutBlocks(markdown: string): string {
  return markdown.replaceAll(/^```[^]*?^```$/gm, (block) => block.replaceAll(/[^\n]/g, ''));
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
