import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { compileFunction, runInThisContext } from 'node:vm';

import { transformSync } from '@swc/core';
import { expect } from 'expect';
import { configureGlobal } from 'fast-check';

import { doors } from './doors';
import type { Test } from './doors';

/** A test that takes what is wrong for right ends the run: whether a mutant lives is all that is asked. */
export type Outcome = { readonly kind: 'killed'; readonly by: string } | { readonly kind: 'survived' };

/** A source of which another text is taken. */
export interface Changed {
  /** From the root. */
  readonly file: string;
  readonly text: string;
}

/** What was found out about a file of tests while nothing was wrong. */
export interface Known {
  /** Files that it loads, from the root. */
  readonly reaches: ReadonlySet<string>;
  /** How long its tests take, each by its title. */
  readonly milliseconds: ReadonlyMap<string, number>;
}

interface Loaded {
  exports: unknown;
}

type Compiled = (...parameters: readonly unknown[]) => void;

/** One pass over some sources: what has been loaded in it, and what is wrong in it. */
interface Pass {
  readonly fresh: Map<string, Loaded>;
  readonly changed: Changed | undefined;
  readonly reached: Set<string>;
  readonly tests: Test[];
}

const compiled = new Map<string, Compiled>();
const fromNode = createRequire(__filename);

/**
 * Runs tests in this process, against sources of which one may be another text. What may know a changed source is loaded anew;
 * what it stands on is loaded once.
 */
export class InProcess {
  private readonly kept = new Map<string, Loaded>();

  constructor(
    private readonly root: string,
    /** Paths that are loaded anew, from the root. */
    private readonly isAnew: (path: string) => boolean,
  ) {
    // By what smallest case a mutant dies is nobody's question.
    configureGlobal({ endOnFailure: true, seed: 1 });
  }

  /** Runs tests of a file with nothing wrong. @throws what a test throws */
  learn(file: string): Known {
    const pass = newPass(undefined);
    this.load(join(this.root, file), pass);
    const milliseconds = new Map<string, number>();
    for (const { title, body } of pass.tests) {
      const started = performance.now();
      body();
      milliseconds.set(title, performance.now() - started);
    }
    return { reaches: pass.reached, milliseconds };
  }

  /**
   * Runs tests until one fails. What goes round for ever is stopped, and is killed, too.
   *
   * @param order the smaller, the earlier: of a test of a file, by its title
   */
  run(
    files: readonly string[],
    changed: Changed,
    order: (file: string, title: string) => number,
    mostMilliseconds: number,
  ): Outcome {
    const pass = newPass(changed);
    let current = 'a module that is loaded';
    try {
      within(mostMilliseconds, () => {
        const tests = files.flatMap((file) => {
          const before = pass.tests.length;
          this.load(join(this.root, file), pass);
          return pass.tests.slice(before).map((test) => ({ ...test, place: order(file, test.title) }));
        });
        for (const { title, body } of tests.sort((a, b) => a.place - b.place)) {
          current = title;
          body();
        }
      });
      return { kind: 'survived' };
    } catch {
      return { kind: 'killed', by: current };
    }
  }

  private load(path: string, pass: Pass): unknown {
    const name = path.slice(this.root.length + 1);
    pass.reached.add(name);
    const known = this.isAnew(name) ? pass.fresh : this.kept;
    const found = known.get(path);
    if (found !== undefined) return found.exports;
    const module: Loaded = { exports: {} };
    known.set(path, module);
    const code = pass.changed?.file === name ? compile(pass.changed.text) : compileFile(path);
    const load = (target: string): unknown =>
      target.startsWith('.') ? this.load(find(resolve(dirname(path), target)), pass) : fromNode(target);
    const { test, describe } = doors(pass.tests);
    code(module, module.exports, load, dirname(path), test, describe, expect);
    return module.exports;
  }
}

function newPass(changed: Changed | undefined): Pass {
  return { fresh: new Map(), changed, reached: new Set(), tests: [] };
}

const places = new Map<string, string>();

function find(path: string): string {
  const known = places.get(path);
  if (known !== undefined) return known;
  for (const end of ['.ts', '/index.ts']) {
    try {
      readFileSync(path + end);
      places.set(path, path + end);
      return path + end;
    } catch {
      // The next one.
    }
  }
  throw new Error(`there is no ${path}.ts`);
}

function compileFile(path: string): Compiled {
  const code = compiled.get(path) ?? compile(readFileSync(path, 'utf8'));
  compiled.set(path, code);
  return code;
}

function compile(text: string): Compiled {
  const { code } = transformSync(text, {
    jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  const parameters = ['module', 'exports', 'require', '__dirname', 'test', 'describe', 'expect'];
  // Nothing else says what a function of a text takes.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return compileFunction(code, parameters) as Compiled;
}

/** Does something, and throws when it takes longer. */
function within(milliseconds: number, work: () => void): void {
  Object.assign(globalThis, { workOfMutant: work });
  runInThisContext('workOfMutant()', { timeout: milliseconds });
}
