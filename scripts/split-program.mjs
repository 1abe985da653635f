// Splits the command line into a few files, so that a start reads what it needs and little more
// (docs/decisions/one-bundle-with-its-compiled-code.md).
import { build } from 'esbuild';

/**
 * The files of the program. Each has what its modules need that no file before it has: a module is loaded with the first
 * command that needs it, and what only others need stays on the disk.
 */
const files = [
  { name: 'slipway', of: ['src/cli/main.ts'] },
  { name: 'slipway-synth', of: ['src/cli/commands/synth.ts'] },
  { name: 'slipway-diff', of: ['src/cli/commands/diff.ts'] },
  { name: 'slipway-check', of: ['src/cli/commands/check.ts', 'src/cli/check/tree-thread.ts'] },
  { name: 'slipway-changes', of: ['src/cli/changes/'] },
  { name: 'slipway-others', of: ['src/'] },
];

/** Builds the files of the program: their paths and contents, with the maps of their sources. */
export async function splitProgram(options) {
  const chunks = await chunksOf(options);
  const fileOf = new Map();
  for (const { name, of } of files) {
    const entries = [...chunks].filter(([, { entry }]) => of.some((path) => entry?.startsWith(path)));
    for (const [path] of entries) addWithNeeds(path, name, chunks, fileOf);
  }
  const built = [];
  for (const { name } of files) built.push(...(await fileOfChunks(name, fileOf, chunks, options)));
  return built;
}

/** The program as esbuild splits it: modules that the same commands need are one chunk. */
async function chunksOf({ external, plugins, target }) {
  const { outputFiles, metafile } = await build({
    entryPoints: ['src/cli/main.ts'],
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target,
    external,
    plugins,
    outdir: 'build/chunks',
    sourcemap: 'inline',
    charset: 'utf8',
    logLevel: 'warning',
    metafile: true,
    write: false,
  });
  const texts = new Map(outputFiles.map(({ path, text }) => [path.slice(path.lastIndexOf('/') + 1), text]));
  const nameOf = (path) => path.slice(path.lastIndexOf('/') + 1);
  return new Map(
    Object.entries(metafile.outputs).map(([path, { entryPoint, imports, exports }]) => [
      nameOf(path),
      {
        entry: entryPoint,
        exports,
        text: texts.get(nameOf(path)),
        needs: imports.flatMap(({ path: to, kind, external: isElsewhere }) =>
          isElsewhere || kind === 'dynamic-import' ? [] : [nameOf(to)],
        ),
      },
    ]),
  );
}

function addWithNeeds(path, file, chunks, fileOf) {
  if (fileOf.has(path)) return;
  fileOf.set(path, file);
  for (const need of chunks.get(path).needs) addWithNeeds(need, file, chunks, fileOf);
}

/** One file. It hands out its chunks by name, each of which runs when it is first asked for. */
async function fileOfChunks(name, fileOf, chunks, { external, target }) {
  const own = [...fileOf].flatMap(([path, file]) => (file === name ? [path] : []));
  const first = own.filter((path) => chunks.get(path).entry === 'src/cli/main.ts');
  const linked = {
    name: 'chunks',
    setup(build) {
      build.onResolve({ filter: /^\.\/[^/]+\.js$/ }, ({ path }) => {
        const chunk = path.slice(2);
        if (!chunks.has(chunk)) return { path, external: true };
        return { path: chunk, namespace: fileOf.get(chunk) === name ? 'chunk' : 'elsewhere' };
      });
      build.onLoad({ filter: /.*/, namespace: 'chunk' }, ({ path }) => ({
        contents: chunks.get(path).text,
        resolveDir: process.cwd(),
      }));
      build.onLoad({ filter: /.*/, namespace: 'elsewhere' }, ({ path }) => ({
        // Plain variables: what is called a million times is not to go through an object that hands it out.
        contents: [
          `const chunk = require('./${fileOf.get(path)}.js')[${JSON.stringify(path)}]();`,
          // Modules that somebody loads by `require` make their values when they are told to, and values are copied here.
          ...chunks
            .get(path)
            .exports.filter((name) => name.startsWith('init_'))
            .map((name) => `chunk.${name}();`),
          ...chunks
            .get(path)
            .exports.map((name) => `const own_${name} = chunk.${name}; export { own_${name} as ${name} };`),
        ].join('\n'),
        resolveDir: process.cwd(),
      }));
    },
  };
  const { outputFiles } = await build({
    stdin: {
      contents: [
        ...own.map((path) => `exports[${JSON.stringify(path)}] = () => require('./${path}');`),
        ...first.map((path) => `require('./${path}');`),
      ].join('\n'),
      resolveDir: process.cwd(),
      sourcefile: `${name}.js`,
    },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target,
    external,
    plugins: [linked],
    outfile: `build/${name}.js`,
    sourcemap: 'linked',
    // Files of the program are scripts for V8, which do not import.
    supported: { 'dynamic-import': false },
    // Node reads all of it at each start, and most commands use a little of it. The source map has the names.
    minify: true,
    // bin/compile-program.cjs reads it as such.
    charset: 'ascii',
    logLevel: 'error',
    write: false,
  });
  return outputFiles;
}
