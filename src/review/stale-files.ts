import type { LoadedCatalog } from '../catalog/load';
import { staleRendering } from '../check/file-rules';
import type { Finding } from '../check/finding';
import type { Memory } from '../render/memory';
import { renderingOf } from '../render/rendering';
import { everything } from '../render/scope';
import { staleFiles } from '../render/stale-files';
import type { StaleFile } from '../render/stale-files';
import { wantedTree } from '../render/wanted-tree';
import { blockMarkers } from '../tree/managed-block';
import { contentInTree, filesInTree } from '../tree/read-tree';

/**
 * Finds files and blocks of a tree on a disk that are not what the catalog renders.
 *
 * @param out root of the tree
 * @param memory what earlier runs knew; without it everything is rendered
 */
export function findStaleFiles(loaded: LoadedCatalog, out: string, memory?: Memory): readonly StaleFile[] {
  return staleFiles(renderingOf(wantedTree(loaded, everything), 'sha1', memory), {
    filesBelow: (folder) => filesInTree(out, folder),
    contentOf: (path) => contentInTree(out, path),
  });
}

/**
 * What a check says of such files.
 *
 * @param shown names a file of the tree as findings name files
 */
export function staleFindings(stale: readonly StaleFile[], shown: (path: string) => string): readonly Finding[] {
  return stale.map(({ path, fault, line }) => ({
    rule: staleRendering.id,
    severity: staleRendering.severity,
    file: shown(path),
    ...(line === undefined ? {} : { line }),
    path: [],
    ...words[fault],
  }));
}

const markers = `"${blockMarkers.begin}" and "${blockMarkers.end}"`;
const synth = 'run "slipway synth" and commit what it writes';
const renderBlock = `${synth}; lines of your own belong outside of the block`;

const words: Readonly<Record<StaleFile['fault'], Pick<Finding, 'message' | 'hint'>>> = {
  missing: { message: 'the file is missing', hint: synth },
  changed: { message: 'the file is not what the catalog renders', hint: synth },
  extra: {
    message: 'Slipway wrote this file, and the catalog renders it no more',
    hint: 'run "slipway synth", which removes it, and commit that',
  },
  'block missing': { message: 'the block of lines that Slipway keeps in this file is missing', hint: renderBlock },
  'block changed': {
    message: `the block between ${markers} is not what the catalog renders`,
    hint: renderBlock,
  },
  'block broken': {
    message: `the lines ${markers} form no single block`,
    hint: `leave one of each, in this order, or delete them all; then ${synth}`,
  },
};
