import type * as Yaml from 'yaml';

import { composeYaml, yamlLibrary, type Position } from './compose';
import { isCollection, layoutOf, type SplicedNode } from './layout';
import { Unspliceable } from './operation';
import { columnOf } from './own-lines';
import { maximumDepth, readPlainYaml } from './read-plain';
import type { Style } from './write-value';

/** A text with one document, and what it is made of, found as far as it is asked for. */
export class EditableText {
  private readonly plain: { readonly value: unknown } | undefined;
  private read: { readonly value: unknown } | undefined;
  private apart: { readonly document: Yaml.Document.Parsed | undefined; readonly parts: TextParts } | undefined;

  constructor(readonly text: string) {
    this.plain = readPlainYaml(text);
  }

  /**
   * Plain data. What the fast reader reads, the library reads alike, and takes ten times as long for.
   *
   * @throws Unspliceable for wrong YAML, and for several documents
   */
  get value(): unknown {
    return (this.plain ?? (this.read ??= { value: valueOf(this.takenApart.document) })).value;
  }

  /** Whether the fast reader has read it. */
  get isPlain(): boolean {
    return this.plain !== undefined;
  }

  /** Where what is written. @throws Unspliceable for wrong YAML, and for several documents */
  get parts(): TextParts {
    return this.takenApart.parts;
  }

  private get takenApart(): NonNullable<typeof this.apart> {
    this.apart ??= takeApart(this.text);
    return this.apart;
  }
}

/** A text with one document, taken apart. */
export interface TextParts {
  readonly text: string;
  /** Null when the text has no value at all. */
  readonly root: SplicedNode | null;
  /** Names of anchors that an alias refers to. */
  readonly sharedAnchors: ReadonlySet<string>;
  readonly style: Style;
  readonly positionAt: (offset: number) => Position;
}

function takeApart(text: string): { readonly document: Yaml.Document.Parsed | undefined; readonly parts: TextParts } {
  const { documents, extras, tooDeepAt, positionAt } = composeYaml(text, { keepTokens: true });
  if (tooDeepAt !== undefined) throw new Unspliceable(`the nesting is deeper than ${maximumDepth} levels`, tooDeepAt);
  const [document, second] = documents;
  const error = document?.errors[0];
  if (error !== undefined) throw new Unspliceable('the text is not valid YAML here', error.pos[0]);
  if (second !== undefined) throw new Unspliceable('a second document starts here', second.range[0]);
  const contents = document?.contents ?? null;
  const isNothing = yamlLibrary().isScalar(contents) && contents.source === '' && contents.type === 'PLAIN';
  const root = isNothing ? null : contents;
  const sharedAnchors = new Set(extras.filter(({ kind }) => kind === 'alias').map(({ source }) => source.slice(1)));
  return { document, parts: { text, root, sharedAnchors, style: styleOf(text, root), positionAt } };
}

/** Aliases may lead nowhere, or make more values than anybody can want. */
function valueOf(document: Yaml.Document.Parsed | undefined): unknown {
  try {
    return document === undefined ? null : document.toJS();
  } catch (error) {
    if (error instanceof ReferenceError) throw new Unspliceable('its aliases cannot be followed', 0);
    throw error;
  }
}

function styleOf(text: string, root: SplicedNode | null): Style {
  const firstBreak = text.indexOf('\n');
  const lineBreak = text[firstBreak - 1] === '\r' ? '\r\n' : '\n';
  const found: { step?: number; dashOffset?: number } = {};
  if (root !== null) look(text, root, found);
  const step = found.step ?? 2;
  return { step, dashOffset: found.dashOffset ?? step, lineBreak, isJson: isJson(text), hasLiterals: true };
}

/** Looks for the first mapping and the first list below a key. */
function look(text: string, node: SplicedNode, found: { step?: number; dashOffset?: number }): void {
  if (!isCollection(node) || node.srcToken?.type === 'flow-collection') return;
  for (const { start, value } of layoutOf(node, text).entries) {
    if (found.step !== undefined && found.dashOffset !== undefined) return;
    if (value === null || !isCollection(value) || value.srcToken?.type === 'flow-collection') continue;
    const offset = columnOf(text, value.range[0]) - columnOf(text, start);
    const { isMap, isSeq } = yamlLibrary();
    if (isMap(node) && isSeq(value)) found.dashOffset ??= offset;
    else if (isMap(node) && isMap(value)) found.step ??= offset;
    look(text, value, found);
  }
}

function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
