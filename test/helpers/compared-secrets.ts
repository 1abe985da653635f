import * as ts from 'typescript';

/** Names of what only one side should know, and of what proves that somebody knows it. */
const secretWord = /(?:secrets?|signatures?|passwords?|tokens?|bearer|hmac|mac|authorization)$/i;

/** Calls that compare what they are called on, or with, and end at the first difference. */
const comparing: ReadonlySet<string> = new Set([
  'includes',
  'indexOf',
  'lastIndexOf',
  'equals',
  'compare',
  'localeCompare',
  'startsWith',
  'endsWith',
  'has',
  'is',
  'isDeepStrictEqual',
  'deepEqual',
]);

const equalities: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);

/**
 * Finds where a text of TypeScript compares a secret, a token or a signature otherwise than by `timingSafeEqual`. What is secret is
 * known by its name, and followed in the file: through variables, calls and parameters. A comparison with a constant says nothing
 * of what others know.
 *
 * @returns each as it is written
 */
export function comparedSecrets(text: string): readonly string[] {
  const file = ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest, true);
  const secret = new Set<ts.Node>();
  for (let before = -1; before !== secret.size;) {
    before = secret.size;
    visit(file, (node) => follow(node, secret));
  }
  const found: string[] = [];
  visit(file, (node) => {
    if (compares(node, secret)) found.push(node.getText(file).replaceAll(/\s+/g, ' '));
  });
  return found;
}

function visit(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  ts.forEachChild(node, (child) => visit(child, look));
}

/** Marks declarations that hold something secret: variables and parameters, and functions that give it. */
function follow(node: ts.Node, secret: Set<ts.Node>): void {
  if (ts.isVariableDeclaration(node) && node.initializer !== undefined && isSecret(node.initializer, secret))
    secret.add(node);
  if (ts.isForOfStatement(node) && isSecret(node.expression, secret) && ts.isVariableDeclarationList(node.initializer))
    for (const one of node.initializer.declarations) secret.add(one);
  if (ts.isReturnStatement(node) && node.expression !== undefined && isSecret(node.expression, secret)) {
    const around = ts.findAncestor(node, ts.isFunctionLike);
    if (around !== undefined && !isYesOrNo(node.expression)) secret.add(around);
  }
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body) && isSecret(node.body, secret) && !isYesOrNo(node.body))
    secret.add(node);
  if (!ts.isCallExpression(node)) return;
  const called = ts.isIdentifier(node.expression) ? functionNamed(node.expression) : undefined;
  for (const [index, argument] of node.arguments.entries()) {
    const parameter = called?.parameters[index];
    if (parameter !== undefined && isSecret(argument, secret)) secret.add(parameter);
    // What is done with each secret of many.
    const isOfMany = ts.isPropertyAccessExpression(node.expression) && isSecret(node.expression.expression, secret);
    const first = ts.isArrowFunction(argument) ? argument.parameters[0] : undefined;
    if (isOfMany && first !== undefined) secret.add(first);
  }
}

/** Answers, which are no secret of themselves. */
function isYesOrNo(node: ts.Expression): boolean {
  if (ts.isCallExpression(node)) {
    const name = calledName(node);
    return name === 'timingSafeEqual' || name === 'some' || name === 'every' || name === 'test' || comparing.has(name);
  }
  return ts.isBinaryExpression(node) && equalities.has(node.operatorToken.kind);
}

function isSecret(node: ts.Expression, secret: ReadonlySet<ts.Node>): boolean {
  if (ts.isIdentifier(node)) {
    const declared = declarationOf(node);
    return secretWord.test(node.text) || (declared !== undefined && secret.has(declared));
  }
  if (ts.isPropertyAccessExpression(node)) {
    if (node.name.text === 'length' || node.name.text === 'size') return false;
    return secretWord.test(node.name.text);
  }
  if (ts.isCallExpression(node)) {
    if (isYesOrNo(node)) return false;
    const { expression } = node;
    if (calledName(node) === 'createHmac') return true;
    if (ts.isPropertyAccessExpression(expression) && isSecret(expression.expression, secret)) return true;
    const called = ts.isIdentifier(expression) ? functionNamed(expression) : undefined;
    return (called !== undefined && secret.has(called)) || node.arguments.some((one) => isSecret(one, secret));
  }
  if (ts.isElementAccessExpression(node)) return isSecret(node.expression, secret);
  if (ts.isParenthesizedExpression(node) || ts.isAwaitExpression(node) || ts.isNonNullExpression(node))
    return isSecret(node.expression, secret);
  if (ts.isTemplateExpression(node)) return node.templateSpans.some(({ expression }) => isSecret(expression, secret));
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken)
    return isSecret(node.left, secret);
  return false;
}

function compares(node: ts.Node, secret: ReadonlySet<ts.Node>): boolean {
  if (ts.isBinaryExpression(node) && equalities.has(node.operatorToken.kind)) {
    const sides = [node.left, node.right];
    return !sides.some(isConstant) && sides.some((side) => isSecret(side, secret));
  }
  if (ts.isSwitchStatement(node)) return isSecret(node.expression, secret);
  if (!ts.isCallExpression(node) || !comparing.has(calledName(node))) return false;
  const on = ts.isPropertyAccessExpression(node.expression) ? [node.expression.expression] : [];
  const [first] = node.arguments;
  return first !== undefined && !isConstant(first) && [...on, ...node.arguments].some((one) => isSecret(one, secret));
}

function isConstant(node: ts.Expression): boolean {
  return (
    ts.isLiteralExpression(node) ||
    ts.isTypeOfExpression(node) ||
    node.kind === ts.SyntaxKind.NullKeyword ||
    node.kind === ts.SyntaxKind.TrueKeyword ||
    node.kind === ts.SyntaxKind.FalseKeyword ||
    (ts.isIdentifier(node) && node.text === 'undefined')
  );
}

function calledName({ expression }: ts.CallExpression): string {
  if (ts.isIdentifier(expression)) return expression.text;
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : '';
}

/** A function of the same file. */
function functionNamed(name: ts.Identifier): ts.FunctionLikeDeclaration | undefined {
  const declared = declarationOf(name);
  if (declared === undefined) return undefined;
  if (ts.isFunctionDeclaration(declared)) return declared;
  const { initializer } = ts.isVariableDeclaration(declared) ? declared : { initializer: undefined };
  return initializer !== undefined && ts.isArrowFunction(initializer) ? initializer : undefined;
}

/** What a name stands for where it is used: the nearest declaration around it. */
function declarationOf(name: ts.Identifier): ts.Node | undefined {
  for (let around: ts.Node | undefined = name.parent; around !== undefined; around = around.parent) {
    const declared = declaredIn(around).find((one) => one.name !== undefined && names(one.name).includes(name.text));
    if (declared !== undefined) return declared;
  }
  return undefined;
}

type Declared = ts.VariableDeclaration | ts.ParameterDeclaration | ts.FunctionDeclaration;

function declaredIn(around: ts.Node): readonly Declared[] {
  if (ts.isFunctionLike(around)) return [...around.parameters];
  if (ts.isForOfStatement(around) && ts.isVariableDeclarationList(around.initializer))
    return [...around.initializer.declarations];
  if (!ts.isBlock(around) && !ts.isSourceFile(around)) return [];
  return around.statements.flatMap((one): readonly Declared[] => {
    if (ts.isFunctionDeclaration(one)) return [one];
    return ts.isVariableStatement(one) ? [...one.declarationList.declarations] : [];
  });
}

function names(name: ts.BindingName): readonly string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((one) => (ts.isBindingElement(one) ? names(one.name) : []));
}
