import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { readDocument } from './read-document';
import { splitDocuments } from './split-documents';
import { isMapping, listAt, textAt } from './value-at';
import { textAtPath } from './what-is-there';

/** The charts that a chart wants; those of the first format have a file of their own for it. */
const dependencyFiles: readonly string[] = ['Chart.yaml', 'requirements.yaml'];

/**
 * Names of the charts that a chart depends on and that are not in its `charts/`: helm refuses to render it without them.
 * Argo CD fetches them, so that nothing is wrong with the chart.
 */
export function missingDependencies(chart: string): readonly string[] {
  const wanted = dependencyFiles.flatMap((file) =>
    listAt(valueIn(join(chart, file)), ['dependencies']).flatMap((dependency) => textAt(dependency, ['name']) ?? []),
  );
  if (wanted.length === 0) return [];
  const there = namesIn(join(chart, 'charts'));
  // An archive is called after name and version, of which only helm knows where one ends.
  const isThere = (name: string): boolean => there.some((one) => one === name || one.startsWith(`${name}-`));
  return [...new Set(wanted)].filter((name) => !isThere(name));
}

/** Archives by their file, charts in folders also by the name that they have inside. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      if (/\.t(?:ar\.)?gz$/.test(entry.name)) return [entry.name];
      const name = textAt(valueIn(join(folder, entry.name, 'Chart.yaml')), ['name']);
      return name === undefined ? [] : [name];
    });
  } catch {
    // There is none, or none that can be read.
    return [];
  }
}

function valueIn(path: string): unknown {
  const [first] = splitDocuments(textAtPath(path) ?? '').map((piece) => readDocument(piece).value);
  return isMapping(first) ? first : undefined;
}
