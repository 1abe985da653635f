import { basename } from 'node:path';

import * as ts from 'typescript';

/** A source with one thing wrong in it. */
export interface Mutant {
  /** Path of the file, from the root of the repository. */
  readonly file: string;
  /** The lines that are wrong, as one, behind the name of the file; `(2)` where an earlier one has become the same. */
  readonly name: string;
  readonly text: string;
}

interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const otherOperator: Partial<Record<ts.SyntaxKind, string>> = {
  [ts.SyntaxKind.LessThanToken]: '<=',
  [ts.SyntaxKind.LessThanEqualsToken]: '<',
  [ts.SyntaxKind.GreaterThanToken]: '>=',
  [ts.SyntaxKind.GreaterThanEqualsToken]: '>',
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: '!==',
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: '===',
  [ts.SyntaxKind.AmpersandAmpersandToken]: '||',
  [ts.SyntaxKind.BarBarToken]: '&&',
  [ts.SyntaxKind.PlusToken]: '-',
  [ts.SyntaxKind.MinusToken]: '+',
  [ts.SyntaxKind.AsteriskToken]: '+',
  [ts.SyntaxKind.SlashToken]: '*',
};

const otherMethod: Readonly<Record<string, string>> = {
  some: 'every',
  every: 'some',
  max: 'min',
  min: 'max',
  floor: 'ceil',
  ceil: 'floor',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
};

/** Methods whose call can be left out: what it is called on is of the same kind. */
const droppable = new Set(['filter', 'sort', 'reverse', 'normalize', 'replaceAll', 'replace', 'toLowerCase']);

/** Everything that is made wrong in a file, one thing at a time, each once. Words for people are left as they are. */
export function mutantsOf(file: string, text: string): readonly Mutant[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
  const nameByText = new Map<string, string>();
  const visit = (node: ts.Node): void => {
    if (isForPeople(node)) return;
    for (const { start, end, text: put } of changesOf(node)) {
      const mutated = text.slice(0, start) + put + text.slice(end);
      const line = text.slice(text.lastIndexOf('\n', start) + 1, start) + put + text.slice(end, lineEnd(text, end));
      if (!nameByText.has(mutated))
        nameByText.set(mutated, `${basename(file)}: ${line.trim().replaceAll(/\s+/g, ' ')}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  const counts = new Map<string, number>();
  return [...nameByText].map(([mutated, name]) => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return { file, name: count === 1 ? name : `${name} (${count})`, text: mutated };
  });
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

function isForPeople(node: ts.Node): boolean {
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isImportDeclaration(node)) return true;
  if (ts.isTypeNode(node) || ts.isTemplateExpression(node)) return true;
  return ts.isPropertyAssignment(node) && ['summary', 'example', 'words'].includes(node.name.getText());
}

function changesOf(node: ts.Node): readonly Change[] {
  if (ts.isBinaryExpression(node)) return changesOfBinary(node);
  if (ts.isIfStatement(node)) return ['true', 'false'].map((text) => change(node.expression, text));
  if (ts.isConditionalExpression(node)) return ['true', 'false'].map((text) => change(node.condition, text));
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    return [change(node, node.operand.getText())];
  }
  if (ts.isNumericLiteral(node)) return [change(node, `${Number(node.text.replaceAll('_', '')) + 1}`)];
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [change(node, 'false')];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [change(node, 'true')];
  if (ts.isStringLiteral(node) && isCompared(node)) return [change(node, `'other'`)];
  if (ts.isSpreadElement(node) && ts.isArrayLiteralExpression(node.parent) && node.parent.elements.length > 1)
    return [change(node, '...[]')];
  return ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)
    ? changesOfCall(node, node.expression)
    : [];
}

function changesOfBinary(node: ts.BinaryExpression): readonly Change[] {
  const { operatorToken: operator, left, right } = node;
  if (operator.kind === ts.SyntaxKind.QuestionQuestionToken) return [change(node, right.getText())];
  const other = otherOperator[operator.kind];
  const changes = other === undefined ? [] : [change(operator, other)];
  const isLogical = ['&&', '||'].includes(operator.getText());
  return isLogical ? [...changes, change(node, left.getText()), change(node, right.getText())] : changes;
}

function changesOfCall(node: ts.CallExpression, { name, expression }: ts.PropertyAccessExpression): readonly Change[] {
  const other = otherMethod[name.text];
  return [
    ...(other === undefined ? [] : [change(name, other)]),
    ...(droppable.has(name.text) ? [change(node, expression.getText())] : []),
  ];
}

/** Whether a text is one of the words that the program goes by, and none for people. */
function isCompared({ parent }: ts.Node): boolean {
  return ts.isBinaryExpression(parent) || ts.isArrayLiteralExpression(parent);
}

function change(node: ts.Node, text: string): Change {
  return { start: node.getStart(), end: node.end, text };
}
