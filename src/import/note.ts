import type { ManifestObject, Path } from '../manifests/manifest';
import type { DocumentName } from '../model/catalog';

/**
 * Why a person should look at a value of the catalog. `corrected`: the manifests say it in another way, or wrongly.
 * `assumed`: they do not say it, and the catalog must. `secret`: its value stays behind. `fill`: only a person knows it.
 */
export type NoteKind = 'corrected' | 'assumed' | 'secret' | 'fill';

/** Something that a person should know of a value in the catalog. It becomes a comment there, and a line of the report. */
export interface Note {
  readonly kind: NoteKind;
  /** Key at the top of the document that it is about. */
  readonly key: string;
  /** Without a full stop. */
  readonly text: string;
  /** What the manifests say. @default - nothing: that is the point */
  readonly object?: ManifestObject;
  readonly path?: Path;
}

/** A note, and the file of the catalog that it is about. */
export interface PlacedNote extends Note {
  readonly document: DocumentName;
}

/** A mapping of a catalog file, before it is written. */
export type Data = Readonly<Record<string, unknown>>;

/** Settings, and what a person should know of them. */
export interface Imported {
  readonly settings: Data;
  readonly notes: readonly Note[];
}
