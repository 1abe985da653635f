import type { LoadedCatalog } from '../catalog/load';
import { staleRendering } from '../check/file-rules';
import type { Finding } from '../check/finding';
import { blockPlace } from '../render/block-place';
import type { Memory } from '../render/memory';
import { renderingOf } from '../render/rendering';
import { everything } from '../render/scope';
import { staleFiles } from '../render/stale-files';
import type { StaleFile } from '../render/stale-files';
import { homeOf } from '../render/tree-origin';
import { wantedTree } from '../render/wanted-tree';
import { blockMarkers } from '../tree/managed-block';
import { contentInTree, filesInTree } from '../tree/read-tree';
import { misplacedTree, wordsOfMisplaced, type MisplacedTree } from './misplaced-tree';

/** The tree that is checked: one on a disk. */
export interface CheckedTree {
  /** Folder of its catalog. */
  readonly catalog: string;
  /** Root of the tree. */
  readonly out: string;
  /** What earlier runs knew. @default - everything is rendered */
  readonly memory?: Memory | undefined;
}

/** What is wrong with a tree: a file that is not as it is wanted, or that all of it lies elsewhere than the platform says. */
export type TreeFault = StaleFile | (MisplacedTree & { readonly path: string; readonly fault: 'misplaced' });

/**
 * Finds files and blocks of a tree on a disk that are not what the catalog renders, and a tree that lies elsewhere.
 */
export function findStaleFiles(loaded: LoadedCatalog, { catalog, out, memory }: CheckedTree): readonly TreeFault[] {
  const misplaced = misplacedTree(out, loaded.catalog.platform.repository.path ?? '');
  const tree = wantedTree(loaded, everything, homeOf(loaded.catalog.platform, catalog, out));
  const blockAt = new Map(tree.blocks.map((block) => [block.path, blockPlace(out, block)]));
  const stale = staleFiles(renderingOf(tree, 'sha1', memory), {
    filesBelow: (folder) => filesInTree(out, folder),
    contentOf: (path) => {
      const block = blockAt.get(path);
      return block === undefined ? contentInTree(out, path) : contentInTree(block.root, block.path);
    },
  });
  const isElsewhere = misplaced === undefined ? [] : [{ ...misplaced, path: 'argocd', fault: 'misplaced' as const }];
  return [...isElsewhere, ...stale];
}

/**
 * What a check says of such files.
 *
 * @param shown names a file of the tree as findings name files
 */
export function staleFindings(stale: readonly TreeFault[], shown: (path: string) => string): readonly Finding[] {
  return stale.map((one) => ({
    rule: staleRendering.id,
    severity: one.fault === 'not run' ? 'info' : staleRendering.severity,
    file: shown(one.path),
    ...('line' in one ? { line: one.line } : {}),
    path: [],
    ...(one.fault === 'misplaced' ? wordsOfMisplaced(one) : wordsOf(one)),
  }));
}

const synth = 'run "slipway synth" and commit what it writes';
const renderBlock = `${synth}; lines of your own belong outside of the block`;

type Words = Pick<Finding, 'message' | 'hint'>;

function wordsOf({ fault, name }: StaleFile): Words {
  if (fault !== 'block changed' && fault !== 'block broken') return words[fault];
  const { begin, end } = blockMarkers(name);
  const markers = `"${begin}" and "${end}"`;
  return fault === 'block changed'
    ? { message: `the block between ${markers} is not what the catalog renders`, hint: renderBlock }
    : {
        message: `the lines ${markers} form no single block`,
        hint: `leave one of each, in this order, or delete them all; then ${synth}`,
      };
}

const words: Readonly<Record<Exclude<StaleFile['fault'], 'block changed' | 'block broken'>, Words>> = {
  missing: { message: 'the file is missing', hint: synth },
  changed: { message: 'the file is not what the catalog renders', hint: synth },
  extra: {
    message: 'Slipway wrote this file, and the catalog renders it no more',
    hint: 'run "slipway synth", which removes it, and commit that',
  },
  'not run': {
    message: 'an extension makes it, which is not run here, so nobody knows whether it is what the catalog renders',
    hint: '"slipway check --allow-extensions" runs the code of slipway.extensions.js',
  },
  'block missing': { message: 'the block of lines that Slipway keeps in this file is missing', hint: renderBlock },
};
