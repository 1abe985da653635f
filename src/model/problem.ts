/** One thing that is wrong with the input, said so that the reader can fix it without looking anything up. */
export interface Problem {
  /** File as the user named it, relative to the catalog's parent: `catalog/services/web/service.yaml`. */
  readonly file: string;
  /** 1-based line; absent when the problem is the file itself (missing, too large, not text). */
  readonly line?: number;
  /** 1-based column. */
  readonly column?: number;
  /** Where in the document, keys and indexes: `['scale', 'replicas']`. Empty for the whole document. */
  readonly path: readonly (string | number)[];
  /** What is wrong, with the value, starting in lower case and without a full stop. */
  readonly message: string;
  /** What is allowed and what to do next. */
  readonly hint?: string;
}

/** Bad input, with every problem that was found. Raised at the door, before anything is written. */
export class InputError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(describeProblem).join('\n'));
    this.name = 'InputError';
  }
}

/** Renders a problem as `file:line:column: path: message; hint`, the form that editors and CI logs make clickable. */
export function describeProblem(problem: Problem): string {
  const place = [problem.file, problem.line, problem.column].filter((part) => part !== undefined).join(':');
  const path = problem.path.length > 0 ? `${formatPath(problem.path)}: ` : '';
  const hint = problem.hint === undefined ? '' : `; ${problem.hint}`;
  return `${place}: ${path}${problem.message}${hint}`;
}

/** Writes a path the way people read it: `ports[0].name`; keys that are no identifiers are quoted. */
export function formatPath(path: readonly (string | number)[]): string {
  return path
    .map((part, index) => {
      if (typeof part === 'number') return `[${part}]`;
      // A key of Pulumi has the name of its project before a colon: slipway:argocd.
      if (!/^[A-Za-z_][A-Za-z0-9_-]*(?::[A-Za-z][A-Za-z0-9]*)?$/.test(part)) return `[${JSON.stringify(part)}]`;
      return index === 0 ? part : `.${part}`;
    })
    .join('');
}
