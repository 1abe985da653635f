import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import * as ts from 'typescript';

import { pipelineFiles } from '../../src/cli/init/pipeline-files';
import { packageRoot } from './run-slipway';

/** Folders whose programs meet what strangers write: here, in the repositories of teams, or in those of services. */
const folders = ['src', 'stacks', 'policies', 'bin', 'scripts', 'bench', 'templates'];

/** Regular expressions that we ship, as JavaScript writes them, each with a file that has it. */
export function shippedExpressions(): ReadonlyMap<string, string> {
  const made = (['github', 'gitlab', 'jenkins'] as const).flatMap((system) =>
    pipelineFiles(system, '1.0.0').map(({ path, text }) => [`init: ${path}`, text] as const),
  );
  const found = [...shippedTexts(), ...made].flatMap(([file, text]) =>
    (/\.[cm]?[jt]sx?$/.test(file) ? literalsIn(file, text) : expressionsOfScript(text)).map(
      (literal) => [literal, file] as const,
    ),
  );
  return new Map(found);
}

/** Files that we ship, with their texts. */
export function shippedTexts(): readonly (readonly [string, string])[] {
  return folders.flatMap((folder) =>
    readdirSync(join(packageRoot, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && isRead(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !path.includes('node_modules'))
      .map((path) => [path.slice(packageRoot.length + 1), readFileSync(path, 'utf8')] as const),
  );
}

function isRead(name: string): boolean {
  return /\.(?:[cm]?[jt]sx?|ya?ml|sh)$|^(?:Jenkinsfile|Dockerfile)/.test(name);
}

function literalsIn(file: string, text: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
  return found;
}

/**
 * Expressions of grep, sed, of conditions of GitLab and of Jenkins. Each is tried as JavaScript reads it: an engine that goes back
 * is the worst that it can meet.
 */
export function expressionsOfScript(text: string): readonly string[] {
  const assigned = new Map(
    [...text.matchAll(/^ *(\w+)='([^'\n]*)'$/gm)].map(([, name = '', value = '']) => [name, value]),
  );
  const ofGrep = [...text.matchAll(/\bgrep +-([A-Za-z]+) +(?:'([^'\n]+)'|"\$(\w+)")/g)].flatMap(
    ([, flags = '', said, name = '']) => {
      const expression = said ?? assigned.get(name);
      return expression === undefined ? [] : [flags.includes('E') ? expression : ofBasic(expression)];
    },
  );
  const ofSed = [...text.matchAll(/\bsed +(-E +)?(?:'([^'\n]+)'|"([^"\n]+)")/g)].flatMap(
    ([, isExtended, single, double]) =>
      [...(single ?? double ?? '').matchAll(/(?:^|; *)s([/|#])((?:\\.|(?!\1)[^\n])+)\1/g)].map(([, , said = '']) =>
        isExtended === undefined ? ofBasic(said) : said,
      ),
  );
  const ofConditions = [...text.matchAll(/=~ \/([^\n]+?)\/(?=[\s'"]|$)/gm)].map(([, said = '']) => said);
  const ofJenkins = [...text.matchAll(/pattern: '([^'\n]+)', comparator: 'REGEXP'/g)].map(([, said = '']) =>
    said.replaceAll('\\\\', '\\'),
  );
  return [...ofGrep, ...ofSed, ...ofConditions, ...ofJenkins].map((said) => String(new RegExp(said)));
}

/** A basic regular expression of POSIX, in which only `\(` and the like are more than signs. */
function ofBasic(expression: string): string {
  return expression.replaceAll(/\\?[(){}+?|]/g, (sign) => (sign.startsWith('\\') ? sign.slice(1) : `\\${sign}`));
}
