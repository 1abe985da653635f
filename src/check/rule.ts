import type { Kustomization, ManifestObject, Path } from '../manifests/manifest';
import type { Position } from '../yaml/compose';
import type { Fix, Severity } from './finding';
import type { Inventory } from './inventory';

/** What a rule says of an object, or of a kustomization. */
export interface Report {
  readonly object: ManifestObject | Kustomization;
  readonly path: Path;
  /** Where it is written, if no path leads there. @default - where the path leads */
  readonly place?: Position;
  /** @see Finding.message */
  readonly message: string;
  readonly hint?: string;
  readonly fix?: readonly Fix[];
  /** Severity of this one finding. @default - that of the rule */
  readonly severity?: Severity;
}

/** Something that should not be in a manifest, and why. One file each in `rules/`, called after its id. */
export interface Rule {
  /** In kebab-case, after what is wrong: `floating-image-tag`. It is written into accepted findings and suppressions: it never changes. */
  readonly id: string;
  /** One line: what is wrong. */
  readonly title: string;
  /** What happens to somebody who leaves it so. Markdown, some sentences. */
  readonly why: string;
  /** Where the rule comes from: the page of a document, an issue. */
  readonly source: string;
  readonly severity: Severity;
  /** Whether the line that it finds has a secret, which no log is to have. @default false */
  readonly hidesLine?: boolean;
  /** Manifests in which it finds something, as YAML. A document that begins with `# <path>` is a file of its own. */
  readonly failing: string;
  /** The same, mended: no rule at all finds an error there that `failing` did not have. */
  readonly passing: string;
  /** Looks at objects that are applied together, and reports what it finds, each thing once. */
  readonly check: (inventory: Inventory, report: (found: Report) => void) => void;
}
