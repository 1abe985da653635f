import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

import * as ts from 'typescript';

/** Something that `src/index.ts` exports. */
export interface Exported {
  readonly name: string;
  readonly kind: 'class' | 'function' | 'constant' | 'type';
  /** Where it is defined, relative to the repository. */
  readonly file: string;
  /** Its docstring. */
  readonly text: string;
  /** First sentence of the docstring. */
  readonly summary: string;
  readonly properties: readonly Property[];
  /** What an interface extends, as it is written. */
  readonly heritage: readonly string[];
  /** The right side of a type that is no interface, as it is written. */
  readonly alias: string | undefined;
}

/** A property of an interface. */
export interface Property {
  readonly name: string;
  readonly type: string;
  readonly isOptional: boolean;
  /** What `@default` says. */
  readonly fallback: string;
  readonly text: string;
}

const repository = join(__dirname, '..', '..');

/**
 * Reads the exports of `src/index.ts` in their order. The sources are only parsed: what is written is what people read, and
 * a type checker would take seconds.
 *
 * @throws Error for an export without a docstring
 */
export function readExports(): readonly Exported[] {
  return parse('src/index.ts').statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier === undefined) return [];
    if (!ts.isStringLiteral(statement.moduleSpecifier) || statement.exportClause === undefined) return [];
    if (!ts.isNamedExports(statement.exportClause)) return [];
    const file = posix.join('src', `${statement.moduleSpecifier.text}.ts`);
    return statement.exportClause.elements.map(({ name }) => readExported(file, name.text));
  });
}

const parsed = new Map<string, ts.SourceFile>();

function parse(file: string): ts.SourceFile {
  const known = parsed.get(file);
  if (known !== undefined) return known;
  const source = ts.createSourceFile(file, readFileSync(join(repository, file), 'utf8'), ts.ScriptTarget.ES2023, true);
  parsed.set(file, source);
  return source;
}

/** Reads one declaration of a file. @throws Error when it is not there, or has no docstring */
export function readExported(file: string, name: string): Exported {
  for (const statement of parse(file).statements) {
    const exported = describe(statement, name);
    if (exported === undefined) continue;
    const text = docstringOf(statement);
    if (text === '') throw new Error(`"${name}" in ${file} has no docstring`);
    return { name, file, text, summary: /^[^]*?\.(?=\s|$)/.exec(text)?.[0] ?? text, ...exported };
  }
  throw new Error(`"${name}" is not declared in ${file}`);
}

type Description = Pick<Exported, 'kind' | 'properties' | 'heritage' | 'alias'>;

const nothingMore = { properties: [], heritage: [], alias: undefined } as const;

function describe(statement: ts.Statement, name: string): Description | undefined {
  if (ts.isVariableStatement(statement)) {
    const isNamed = statement.declarationList.declarations.some((declaration) => declaration.name.getText() === name);
    return isNamed ? { kind: 'constant', ...nothingMore } : undefined;
  }
  if (ts.isClassDeclaration(statement) && statement.name?.text === name) return { kind: 'class', ...nothingMore };
  if (ts.isFunctionDeclaration(statement) && statement.name?.text === name) return { kind: 'function', ...nothingMore };
  if (ts.isInterfaceDeclaration(statement) && statement.name.text === name) {
    const heritage = (statement.heritageClauses ?? []).flatMap(({ types }) => types.map((type) => type.getText()));
    return { kind: 'type', properties: propertiesOf(statement), heritage, alias: undefined };
  }
  if (ts.isTypeAliasDeclaration(statement) && statement.name.text === name) {
    return { kind: 'type', ...nothingMore, alias: statement.getText().replace(/^export /, '') };
  }
  return undefined;
}

function propertiesOf(declaration: ts.InterfaceDeclaration): readonly Property[] {
  return declaration.members.filter(ts.isPropertySignature).map((member) => ({
    name: member.name.getText(),
    type: (member.type?.getText() ?? '').replaceAll(/\/\*\*[^]*?\*\/\s*/g, '').replaceAll(/ \| undefined$/g, ''),
    isOptional: member.questionToken !== undefined,
    fallback: defaultOf(member),
    text: docstringOf(member),
  }));
}

function docstringOf(node: ts.Node): string {
  const doc = ts.getJSDocCommentsAndTags(node).find(ts.isJSDoc);
  return (ts.getTextOfJSDocComment(doc?.comment) ?? '').trim();
}

function defaultOf(node: ts.Node): string {
  const tag = ts.getJSDocTags(node).find(({ tagName }) => tagName.text === 'default');
  const text = (ts.getTextOfJSDocComment(tag?.comment) ?? '').trim();
  return text.startsWith('- ') ? text.slice(2) : text === '' ? '' : `\`${text}\``;
}
