import { readdirSync, realpathSync, type Dirent } from 'node:fs';
import { join, sep } from 'node:path';

import type { SkippedPath } from './manifest';
import { kustomizationFiles } from './object-of';
import { whyUnread } from './why-unread';

/** What a folder holds for those who look for manifests; absolute paths, in a fixed order. */
export interface Walked {
  readonly files: readonly string[];
  /** Folders with a `Chart.yaml`. What is in them is only read by helm. */
  readonly charts: readonly string[];
  readonly skipped: readonly SkippedPath[];
  /** Folders that could not be looked into, and why. */
  readonly unreadable: readonly SkippedPath[];
}

/** Lists the YAML and JSON files below a folder; not those of hidden folders, of `node_modules`, and behind links. */
export function walk(folder: string): Walked {
  const walked: Found = { files: [], charts: [], skipped: [], unreadable: [] };
  let realRoot = folder;
  try {
    realRoot = realpathSync(folder);
  } catch (error) {
    walked.unreadable.push({ path: folder, reason: whyUnread(error) });
    return walked;
  }
  visit(folder, realRoot, walked);
  return walked;
}

interface Found {
  readonly files: string[];
  readonly charts: string[];
  readonly skipped: SkippedPath[];
  readonly unreadable: SkippedPath[];
}

function visit(folder: string, realRoot: string, found: Found): void {
  const entries = entriesOf(folder, found);
  if (entries.some(({ name }) => name === 'Chart.yaml')) {
    found.charts.push(folder);
    return;
  }
  for (const entry of entries) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const path = join(folder, entry.name);
    if (entry.isSymbolicLink()) {
      const reason = linkProblem(path, realRoot);
      if (reason !== undefined) found.skipped.push({ path, reason });
    } else if (entry.isDirectory()) {
      visit(path, realRoot, found);
    } else if (entry.isFile() && (/\.(?:ya?ml|json)$/.test(entry.name) || kustomizationFiles.includes(entry.name))) {
      found.files.push(path);
    }
  }
}

function entriesOf(folder: string, found: Found): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    found.unreadable.push({ path: folder, reason: whyUnread(error) });
    return [];
  }
}

/** A link to something in the folder says nothing new: that is read where it is, and once. */
function linkProblem(path: string, realRoot: string): string | undefined {
  try {
    const target = realpathSync(path);
    return target === realRoot || target.startsWith(`${realRoot}${sep}`)
      ? undefined
      : 'it is a link that leaves the folder';
  } catch {
    return 'it is a link that leads nowhere';
  }
}
