/** What a worker is told when it starts. */
export interface WorkerStart {
  /** File of the extensions. */
  readonly file: string;
  /** The extension's own files: no other may be loaded, wherever it lies, but those of packages. */
  readonly ownFiles: readonly string[];
  /** A file from which Slipway's own packages are found. */
  readonly packages: string;
  /** Makes clock, chance and machine what they are: two workers have two. */
  readonly seed: number;
  /** Whether everything is done twice, so that what is remembered from one call to the next is another one. */
  readonly isDoubled: boolean;
}

/**
 * What a worker does that runs extensions, as a text: a worker starts with a file or with one, and the program is one file. It
 * uses nothing from outside of itself.
 *
 * Clock, chance and what a machine is called are those of its seed. Network, other programs and files are closed once the
 * extensions are loaded: what an extension makes can only be made of what it is told.
 */
export function workerSource(): string {
  // Loaders put names of functions into the text, and bundlers make something else of a `require` in it. Who waits has to hear of
  // what fails at the start, too.
  return `const __name = (value) => value;
try {
  (${String(work)})(require);
} catch (error) {
  const { port, signal } = require('node:worker_threads').workerData;
  port.postMessage({ failure: String(error) });
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
}`;
}

/* oxlint-disable typescript/no-explicit-any, typescript/no-unsafe-assignment,
   typescript/no-unsafe-call, typescript/no-unsafe-member-access, typescript/no-unsafe-return, typescript/no-unsafe-argument,
   unicorn/require-post-message-target-origin -- It changes what Node has, of which no types tell. */
function work(need: (name: string) => any): void {
  const { workerData } = need('node:worker_threads');
  const Module = need('node:module');
  const { isAbsolute } = need('node:path');
  const { readFileSync, realpathSync } = need('node:fs');
  const { features } = need('node:process');
  const { start, port, signal } = workerData;
  const { seed } = start;
  let isLoading = true;
  let isOwnWork = false;

  const moment = seed * 1_000_000_000_000;
  const RealDate = Date;
  let state = seed;
  const chance = (): number => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const fill = (array: any): any => {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    for (let index = 0; index < bytes.length; index += 1) bytes[index] = Math.floor(chance() * 256);
    return array;
  };
  const uuid = (): string =>
    'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replace(/x/g, () => Math.floor(chance() * 16).toString(16));
  const put = (target: any, name: string, value: unknown): void => {
    try {
      Object.defineProperty(target, name, { value, configurable: true, writable: true });
    } catch {
      // What cannot be replaced on this version of Node is found where it makes a difference.
    }
  };
  const otherDate = new Proxy(RealDate, {
    construct: (target, words, made) => Reflect.construct(target, words.length === 0 ? [moment] : words, made),
    apply: () => new RealDate(moment).toString(),
    get: (target, key) => (key === 'now' ? () => moment : Reflect.get(target, key)),
  });
  put(globalThis, 'Date', otherDate);
  put(Math, 'random', chance);
  const crypto = need('node:crypto');
  put(crypto, 'randomBytes', (size: number) => fill(Buffer.alloc(size)));
  put(crypto, 'randomFillSync', fill);
  put(crypto, 'randomUUID', uuid);
  put(crypto, 'randomInt', (low: number, high?: number) =>
    high === undefined ? Math.floor(chance() * low) : low + Math.floor(chance() * (high - low)),
  );
  put(crypto, 'getRandomValues', fill);
  put(globalThis, 'crypto', { getRandomValues: fill, randomUUID: uuid, subtle: undefined });
  put(globalThis, 'performance', { now: () => seed, timeOrigin: moment });
  put(
    process,
    'hrtime',
    Object.assign(() => [seed, 0], { bigint: () => BigInt(seed) }),
  );
  put(process, 'uptime', () => seed);
  put(process, 'pid', seed);
  put(need('node:os'), 'hostname', () => `machine-${seed}`);

  const close = (name: string, what: string, keys: readonly string[], isOpen: () => boolean): void => {
    const target = need(name);
    for (const key of keys) {
      const real = target[key];
      if (typeof real !== 'function') continue;
      put(target, key, (...words: any[]) => {
        if (isOpen()) return real.apply(target, words);
        throw new Error(`an extension reaches no ${what}: ${key}`);
      });
    }
  };
  const never = (): boolean => false;
  close('node:net', 'network', ['connect', 'createConnection'], never);
  put(need('node:net').Socket.prototype, 'connect', () => {
    throw new Error('an extension reaches no network');
  });
  close('node:http', 'network', ['request', 'get'], never);
  close('node:https', 'network', ['request', 'get'], never);
  close('node:dns', 'network', ['lookup', 'resolve'], never);
  put(globalThis, 'fetch', () => {
    throw new Error('an extension reaches no network: fetch');
  });
  const programs = ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync'];
  close('node:child_process', 'other programs', programs, () => isOwnWork);
  const files = Object.keys(need('node:fs')).filter((key) => /^[a-z].*Sync$/.test(key));
  close('node:fs', 'files, but what it is told', files, () => isLoading || isOwnWork);

  // Node loads files by their real paths.
  const own = new Set(start.ownFiles.map((file: string) => realpathSync(file)));
  const realLoad = Module._load;
  Module._load = (...words: any[]) => {
    const before = isOwnWork;
    isOwnWork = true;
    try {
      const path = Module._resolveFilename(words[0], words[1]);
      const isOfPackage = !isAbsolute(path) || path.includes('node_modules');
      if (!isOfPackage && !own.has(path))
        throw new Error(`"${words[0]}" is not found by reading the file: name it as a text in require()`);
      isOwnWork = before;
      return inLoad(() => realLoad.apply(Module, words));
    } finally {
      isOwnWork = before;
    }
  };
  // A package may load its own parts when they are asked for; what it reads beside is its own affair.
  function inLoad(step: () => unknown): unknown {
    const wasLoading = isLoading;
    isLoading = true;
    try {
      return step();
    } finally {
      isLoading = wasLoading;
    }
  }
  if (start.file.endsWith('.ts') && features.typescript === undefined) readTypeScript();
  function readTypeScript(): void {
    const esbuild = Module.createRequire(start.file)('esbuild');
    Module._extensions['.ts'] = (module: any, path: string) => {
      const text = readFileSync(path, 'utf8');
      isOwnWork = true;
      const { code } = esbuild.transformSync(text, { loader: 'ts', format: 'cjs', target: 'node20', sourcefile: path });
      isOwnWork = false;
      module._compile(code, path);
    };
  }

  const z = Module.createRequire(start.packages)('zod');
  let extensions: any;
  const answer = (said: unknown): void => {
    port.postMessage(JSON.parse(JSON.stringify(said)));
    Atomics.store(signal, 0, 1);
    Atomics.notify(signal, 0);
  };
  const messageOf = (error: any): string => {
    const stack = typeof error?.stack === 'string' ? error.stack : '';
    const [, line] =
      stack
        .split('\n')
        .filter((one: string) => !one.includes('node:'))
        .map((one: string) => /[/\\]([^/\\:()]{1,200}:\d{1,9}):\d{1,9}\)?$/.exec(one))
        .find((found: unknown) => found !== null) ?? [];
    return `${error?.message ?? String(error)}${line === undefined ? '' : ` (${line})`}`;
  };

  function load(): unknown {
    const loaded = Module.createRequire(start.file)(start.file);
    const said = loaded?.default ?? loaded;
    extensions = typeof said === 'function' ? said({ z }) : said;
    if (typeof extensions !== 'object' || extensions === null)
      throw new Error('it exports no extensions: export a mapping from names to { schema, extend }');
    return {
      extensions: Object.entries(extensions).map(([name, extension]: [string, any]) => {
        if (typeof extension?.schema?.safeParse !== 'function')
          throw new Error(`the extension "${name}" has no "schema", which is one of zod`);
        if (typeof extension.extend !== 'function') throw new Error(`the extension "${name}" has no function "extend"`);
        const json = z.toJSONSchema(extension.schema, { io: 'input', unrepresentable: 'any' });
        return { name, description: extension.description, json };
      }),
    };
  }

  function run({ name, settings, placement, objects }: any): unknown {
    const extension = extensions[name];
    const read = extension.schema.safeParse(settings);
    if (!read.success) return { issues: read.error.issues.map(({ path, message }: any) => ({ path, message })) };
    const once = (): unknown => {
      const told = JSON.parse(JSON.stringify({ placement, objects }));
      const made = extension.extend({ settings: read.data, ...told });
      if (typeof made?.then === 'function') throw new Error('"extend" must return a list, and not a promise');
      if (!Array.isArray(made)) throw new Error('"extend" must return the list of all objects');
      return made;
    };
    if (start.isDoubled) once();
    return { objects: once() };
  }

  port.on('message', (question: any) => {
    try {
      answer(question.kind === 'load' ? load() : run(question));
    } catch (error) {
      answer({ failure: messageOf(error) });
    }
    isLoading = false;
  });
}
