import type * as Yaml from 'yaml';

import { maximumDepth } from './read-plain';

/** Something that the catalog does not use, as it is written: an anchor, an alias, a tag or a directive. */
export interface Extra {
  readonly kind: 'anchor' | 'alias' | 'tag' | 'directive';
  readonly source: string;
  readonly offset: number;
}

/** 1-based; the column counts UTF-16 code units, as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A text as the `yaml` library understands it, whether it is right or wrong. */
export interface YamlText {
  /** Never empty: without any document in the text, there is one without contents. Empty only if `tooDeepAt` is set. */
  readonly documents: readonly Yaml.Document.Parsed[];
  readonly extras: readonly Extra[];
  /** Where each quoted scalar starts, by the offset behind it: the library reports a missing quote at the end. */
  readonly quoteStartsByEnd: ReadonlyMap<number, number>;
  /** Offset where the nesting exceeds `maximumDepth`; nothing was composed then. */
  readonly tooDeepAt?: number;
  readonly positionAt: (offset: number) => Position;
}

/**
 * Loads the `yaml` library when it is first needed. An import would load it (15 ms) at every start of the command line,
 * which seldom needs it: `read-plain.ts` reads nearly all files.
 */
export function yamlLibrary(): typeof Yaml {
  library ??= loadLibrary();
  return library;
}

/** Kept, since even a module that is there already takes a microsecond to be looked up: too long to ask for each node. */
let library: typeof Yaml | undefined;

function loadLibrary(): typeof Yaml {
  return require('yaml');
}

/**
 * Takes a text apart with the `yaml` library: YAML 1.2, core schema, repeated keys kept (who calls wants to tell where the
 * first one is). It does what `parseAllDocuments` does, and watches the tokens on the way: nesting is bounded before
 * anything recurses over it, and anchors and tags are seen where and as they were written.
 *
 * @param keepTokens whether nodes know the tokens that they are made of
 * @param areQuotesIndented whether the lines of a quoted text have to be indented as YAML wants it; go-yaml does not ask
 */
export function composeYaml(text: string, { keepTokens = false, areQuotesIndented = true } = {}): YamlText {
  const { Composer, LineCounter, Parser } = yamlLibrary();
  const lines = new LineCounter();
  lines.addNewLine(0);
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };

  const parser = new Parser(lines.addNewLine);
  const tokens: Yaml.CST.Token[] = [];
  const extras: Extra[] = [];
  const quoteStartsByEnd = new Map<number, number>();
  let isContent = false;
  for (const lexeme of lexerFor(areQuotesIndented).lex(text)) {
    const first = isContent ? '' : lexeme.charAt(0);
    const kind = extraKinds.get(first);
    if (kind !== undefined) extras.push({ kind, source: lexeme, offset: parser.offset });
    if (first === '"' || first === "'") quoteStartsByEnd.set(parser.offset + lexeme.length, parser.offset);
    // This control character announces a plain or block scalar, whose text may start with any character.
    isContent = !isContent && lexeme === '\x1f';
    tokens.push(...parser.next(lexeme));
    if (depthOf(parser.stack) > maximumDepth) {
      return { documents: [], extras, quoteStartsByEnd, tooDeepAt: parser.offset - lexeme.length, positionAt };
    }
  }
  tokens.push(...parser.end());

  const composer = new Composer({ schema: 'core', strict: true, uniqueKeys: false, keepSourceTokens: keepTokens });
  return { documents: [...composer.compose(tokens, true, text.length)], extras, quoteStartsByEnd, positionAt };
}

/**
 * A lexer of the library; on demand one for which a quoted text ends with its quote, whatever the indentation of its lines:
 * inside of such a text, it must not know how far things around it are indented.
 */
function lexerFor(areQuotesIndented: boolean): Yaml.Lexer {
  const { Lexer } = yamlLibrary();
  const lexer = new Lexer();
  const usual: unknown = Reflect.get(lexer, 'parseQuotedScalar');
  if (areQuotesIndented || typeof usual !== 'function') return lexer;
  Reflect.set(lexer, 'parseQuotedScalar', function* withoutIndent(): Generator<string, unknown> {
    const indent: unknown = Reflect.get(lexer, 'indentNext');
    Reflect.set(lexer, 'indentNext', 0);
    const lexemes: Generator<string, unknown> = usual.call(lexer);
    const next = yield* lexemes;
    Reflect.set(lexer, 'indentNext', indent);
    return next;
  });
  return lexer;
}

const extraKinds: ReadonlyMap<string, Extra['kind']> = new Map([
  ['&', 'anchor'],
  ['*', 'alias'],
  ['!', 'tag'],
  ['%', 'directive'],
]);

/** Counts the open collections; below them is the document, on top of them may be a scalar. */
function depthOf(stack: readonly Yaml.CST.Token[]): number {
  const top = stack.at(-1);
  const isCollection = top?.type === 'block-map' || top?.type === 'block-seq' || top?.type === 'flow-collection';
  return stack.length - (isCollection ? 1 : 2);
}
