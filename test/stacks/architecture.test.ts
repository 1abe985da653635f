import { readFileSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';

const stacks = join(__dirname, '..', '..', 'stacks');
const files = readdirSync(stacks, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path, text: readFileSync(join(stacks, path), 'utf8') }));

/** Rooms of `src` that the Pulumi program may use: what the catalog says, the objects that it renders, and words for what is wrong. */
const rooms = new Set(['model', 'problems', 'catalog', 'constructs', 'render']);
const packages = new Set(['@pulumi/kubernetes', '@pulumi/pulumi', 'zod', 'node:fs', 'node:path']);

/**
 * Beside the program, there is a command line: it asks clusters, starts programs, and reads what Pulumi reads. What it finds amiss
 * there is found in the same way as for a service that does not run.
 */
const isCommandLine = (path: string): boolean => /^(?:doctor|platform-command)\//.test(path);
const packagesOfCommandLine = /^(?:node:.+|yaml)$/;

/** What makes text of what people wrote, for the program, too; the rest of these rooms is how a command speaks. */
const speech = /^src\/(?:cli\/(?:answer-failure|output-to)|tree\/tree-error)$/;

const imports = files.flatMap(({ path, text }) =>
  [...text.matchAll(/^(?:import|export) (?:(type) )?(?:[^';]* from )?'(.+)'/gm)].map(([, type, target = '']) => ({
    path,
    isType: type !== undefined,
    target: target.startsWith('.') ? posix.join('stacks', posix.dirname(path), target) : target,
  })),
);

test('the Pulumi program uses the catalog and what it renders, and never cdk8s', () => {
  const elsewhere = imports
    .filter(({ target, isType }) => !(isType && target.startsWith('imports/')))
    .filter(({ path, target }) => !(isCommandLine(path) && packagesOfCommandLine.test(target)))
    .filter(({ path, target }) => !(isCommandLine(path) && target.startsWith('src/diagnosis/')))
    .filter(({ path, target }) => !(isCommandLine(path) && speech.test(target)))
    .map(({ target }) => target)
    .filter((target) => target !== 'src/cli/shown-text')
    .filter((target) => !target.startsWith('stacks/') && !packages.has(target))
    .filter((target) => !rooms.has(/^src\/([^/]+)\//.exec(target)?.[1] ?? ''));

  expect(elsewhere).toEqual([]);
});

test('of the constructs, it knows the types of plain objects, and what makes plain data: a dashboard, and references of routes', () => {
  const used = imports.filter(({ target, isType }) => target.startsWith('src/constructs/') && !isType);

  expect(new Set(used.map(({ target }) => target))).toEqual(
    new Set(['src/constructs/dashboard', 'src/constructs/route-parent']),
  );
});

test('only the two programs that people start read environment variables', () => {
  expect(files.filter(({ text }) => text.includes('process.env')).map(({ path }) => path)).toEqual([
    'index.ts',
    'platform-command/main.ts',
  ]);
});

test('the Pulumi program knows nothing of the command line beside it', () => {
  const found = imports.filter(
    ({ path, target }) => !isCommandLine(path) && isCommandLine(target.slice('stacks/'.length)),
  );

  expect(found).toEqual([]);
});

test('nothing asks for the name of an environment: it is data', () => {
  expect(files.filter(({ text }) => /(['"`])(dev|staging|prod)\1/.test(text)).map(({ path }) => path)).toEqual([]);
});

test('every component is a file of its own, and short enough to be read at once', () => {
  const components = files.filter(({ path }) => path.startsWith('components/'));

  expect(
    components
      .filter(({ text }) => text.match(/extends pulumi\.ComponentResource/g)?.length !== 1)
      .map(({ path }) => path),
  ).toEqual([]);
  expect(files.filter(({ text }) => text.split('\n').length > 301).map(({ path }) => path)).toEqual([]);
});
