import { diffAsJson } from '../diff/as-json';
import { reportOf, type DiffReport } from '../diff/report';
import type { ManifestObject } from '../manifests/manifest';
import { environmentOf } from '../model/tree-layout';
import { additionsOf, type Addition } from './additions';
import type { ImportedCatalog } from './catalog-of';
import type { NoteKind } from './note';
import type { Proof } from './prove';
import { placeIn, type ImportedTree, type Place } from './tree';
import { outsideOf, unsaidIn, type Unsaid } from './unsaid';
import { lineOfKey } from './write-document';

/** A note, with the line of the catalog and the line of the tree that it is about. */
export interface ShownNote {
  readonly kind: NoteKind;
  readonly text: string;
  readonly catalog: Pick<Place, 'file' | 'line'>;
  /** @default - the tree does not say it */
  readonly source?: Place;
}

/** What an import has to say. */
export interface ImportReport {
  readonly services: readonly string[];
  readonly environments: readonly string[];
  readonly files: readonly string[];
  readonly counts: {
    readonly objects: number;
    readonly equal: number;
    /** Objects that Slipway only adds to. */
    readonly hardened: number;
    readonly otherwise: number;
    readonly notImported: number;
  };
  /** What would be otherwise, by risk. */
  readonly remaining: DiffReport;
  /** Each of these with file, line and why. */
  readonly unsaid: readonly Unsaid[];
  /** Objects and files of no environment. */
  readonly outside: readonly Unsaid[];
  readonly skipped: ImportedTree['skipped'];
  readonly notes: readonly ShownNote[];
  readonly additions: readonly Addition[];
  readonly renamed: readonly {
    readonly kind: string;
    readonly from: string;
    readonly to: string;
    readonly environment: string;
  }[];
  /** Nothing is left to do but to accept what Slipway adds. */
  readonly isComplete: boolean;
}

/** Puts together what an import has to say. */
export function importReport(
  tree: ImportedTree,
  catalog: ImportedCatalog,
  proof: Proof,
  rendered: readonly ManifestObject[],
  against: string,
): ImportReport {
  const changed = proof.remaining.filter(({ change }) => change === 'changed').length;
  const notes = catalog.notes.map(({ kind, key, text, document, object, path }): ShownNote => ({
    kind,
    text,
    catalog: { file: document, line: lineOfKey(catalog.files.get(document) ?? '', key) },
    ...(object === undefined ? {} : { source: placeIn(tree, object, path ?? []) }),
  }));
  const neighbours = ({ file }: ManifestObject): readonly ManifestObject[] => {
    const folder = file.slice(0, file.lastIndexOf('/') + 1);
    return rendered.filter((one) => one.file.startsWith(folder));
  };
  const outside = outsideOf(tree);
  const isComplete =
    proof.remaining.length === 0 &&
    proof.relabelled.length === 0 &&
    !notes.some(({ kind }) => kind === 'fill') &&
    tree.skipped.length === 0 &&
    outside.every(({ object }) => /^(?:Application|ApplicationSet|AppProject) /.test(object));
  return {
    services: [...new Set(catalog.facts.map(({ service }) => service))].sort(),
    environments: tree.environments.map(({ name }) => name),
    files: [...catalog.files.keys()],
    counts: {
      objects: tree.environments.reduce((sum, { objects }) => sum + objects.length, 0),
      equal: proof.equal.length,
      hardened: proof.hardened.length,
      otherwise: changed,
      notImported: proof.missing.length,
    },
    // Nothing is applied by this command, so nobody's sync decides how bad it is.
    remaining: reportOf(proof.remaining, { environmentOf, neighbours, syncOf: () => undefined }, { against, stale: 0 }),
    unsaid: unsaidIn(tree, proof),
    outside,
    skipped: tree.skipped,
    notes,
    additions: additionsOf(proof.added),
    renamed: proof.renamed,
    isComplete,
  };
}

/** The report for programs: one object. */
export function importAsJson({ remaining, ...report }: ImportReport): object {
  return { ...report, remaining: diffAsJson(remaining) };
}
