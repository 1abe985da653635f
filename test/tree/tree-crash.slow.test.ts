import * as nodeFileSystem from 'node:fs';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { FileSystem } from '../../src/tree/file-system';
import type { Processes } from '../../src/tree/lock';
import { ownershipLine } from '../../src/tree/ownership';
import { recover } from '../../src/tree/recover';
import { TreeError } from '../../src/tree/tree-error';
import { TreeWriter, type TreeWriterOptions } from '../../src/tree/tree-writer';
import { textsBelow } from './tree-on-disk';

const OWN_LINE = ownershipLine('catalog');
const THEIRS = {
  'services/web/overlays/dev/notes.md': 'mine',
  'services/gone/overlays/dev/handmade.yaml': 'kind: Secret\n',
};

const OLD = {
  'services/web/overlays/dev/same.yaml': `${OWN_LINE}same: 1\n`,
  'services/web/overlays/dev/changed.yaml': `${OWN_LINE}old: 1\n`,
  'services/web/overlays/prod/stale.yaml': `${OWN_LINE}old: 2\n`,
  'services/gone/overlays/dev/stale.yaml': `${OWN_LINE}old: 3\n`,
  CODEOWNERS: '* @them\n\n# slipway: begin\nold\n# slipway: end\n/x @them\n',
  ...THEIRS,
};

const NEW = {
  'services/web/overlays/dev/same.yaml': `${OWN_LINE}same: 1\n`,
  'services/web/overlays/dev/changed.yaml': `${OWN_LINE}new: 1\n`,
  'services/web/overlays/dev/added.yaml': `${OWN_LINE}new: 2\n`,
  'services/api/overlays/dev/one.yaml': `${OWN_LINE}new: 3\n`,
  'services/api/overlays/dev/two.yaml': `${OWN_LINE}new: 4\n`,
  'argocd/dev/apps/web.yaml': `${OWN_LINE}new: 5\n`,
  CODEOWNERS: '* @them\n\n# slipway: begin\nnew\n# slipway: end\n/x @them\n',
  '.gitattributes': '# slipway: begin\nnew\n# slipway: end\n',
  ...THEIRS,
};

/** A process that does not exist any more: its lock is dead when the next one comes. */
const DEAD: Processes = { current: '999999999 1', isAlive: () => false };

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'slipway-crash-'));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

test('a crash before any call of the file system leaves the old tree or the new one', () => {
  const outcomes = new Set<string>();
  const calls = forEachCall('stops', writeNew, () => {
    const recovery = recover(root);
    const tree = textsBelow(root);
    outcomes.add(`${recovery}: ${expectOldOrNew(tree)}`);

    expectNoState();
    if (recovery === 'rolled forward') expect(tree).toEqual(NEW);
    if (recovery === 'rolled back') expect(tree).toEqual(OLD);
    expect(recover(root)).toBe('none');
  });

  expect(calls).toBeGreaterThan(50);
  expect([...outcomes].sort()).toEqual(['none: new', 'none: old', 'rolled back: old', 'rolled forward: new']);
});

test('after a crash the next run needs no recovery by hand', () => {
  forEachCall('stops', writeNew, () => {
    writeNew({});

    expect(textsBelow(root)).toEqual(NEW);
  });
});

test('a crash during the recovery of a crash does no harm', () => {
  function crashAfterJournal(): void {
    let isPast = false;
    const fileSystem = watched((name, path) => {
      if (isPast) throw failure(name);
      isPast = name === 'renameSync' && path.endsWith('journal.json');
    });
    expect(() => writeNew({ fileSystem, processes: DEAD })).toThrow('ENOSPC');
  }

  forEachCall(
    'stops',
    (options) => recover(root, options),
    () => {
      recover(root);

      expect(textsBelow(root)).toEqual(NEW);
      expectNoState();
    },
    crashAfterJournal,
  );
});

test('any refused call is one clear error, and leaves the old tree or one that recover() completes', () => {
  forEachCall('fails', writeNew, (error) => {
    expect(error).toBeInstanceOf(TreeError);
    expect(String(error)).toMatch(/^TreeError: cannot .*".+": the disk is full; free space and run again \(ENOSPC\)$/);
    if (!existsSync(join(root, '.slipway/journal.json'))) expectOldOrNew(textsBelow(root));
    recover(root);
    expectOldOrNew(textsBelow(root));
  });
});

test('an error of a put leaves the old tree after abort()', () => {
  arrange(OLD);
  const fileSystem = watched((name) => {
    if (name === 'writeFileSync' && existsSync(join(root, '.slipway/lock'))) throw failure(name);
  });

  expect(() => writeNew({ fileSystem })).toThrow(
    'cannot write "services/web/overlays/dev/changed.yaml": the disk is full',
  );
  expect(textsBelow(root)).toEqual(OLD);
  expect(existsSync(join(root, '.slipway'))).toBe(false);
});

test('lines that others changed between the crash and the recovery stay', () => {
  arrange(OLD);
  crashBefore('renameSync', 'CODEOWNERS');
  writeFileSync(join(root, 'CODEOWNERS'), '* @others\n\n# slipway: begin\nold\n# slipway: end\n');

  expect(recover(root)).toBe('rolled forward');
  expect(textsBelow(root)).toEqual({ ...NEW, CODEOWNERS: '* @others\n\n# slipway: begin\nnew\n# slipway: end\n' });
});

test('files that others put in the place of a stale file, or in a new folder, between the crash and the recovery stay', () => {
  arrange(OLD);
  crashBefore('renameSync', '/argocd');
  arrange({ 'services/gone/overlays/dev/stale.yaml': 'theirs now', 'argocd/dev/apps/own.yaml': 'theirs' });

  expect(recover(root)).toBe('rolled forward');
  expect(textsBelow(root)).toEqual({
    ...NEW,
    'services/gone/overlays/dev/stale.yaml': 'theirs now',
    'argocd/dev/apps/own.yaml': 'theirs',
  });
});

test.each([
  ['is cut off', '{"version":1,"fold'],
  ['is of another version', '{"version":2,"folders":[],"files":[],"blocks":[],"removals":[]}'],
  ['names paths outside the tree', '{"version":1,"folders":[],"files":[],"blocks":[],"removals":["../../etc/hosts"]}'],
])('a journal that %s is refused', (_, text) => {
  arrange({ ...OLD, '.slipway/journal.json': text });

  expect(() => recover(root)).toThrow(TreeError);
  rmSync(join(root, '.slipway'), { recursive: true });
  expect(textsBelow(root)).toEqual(OLD);
});

test('recover() writes nothing where there is nothing to recover', () => {
  arrange({ ...OLD, '.slipway/cache.json': '{}' });
  const calls: string[] = [];

  expect(recover(root, { fileSystem: watched((name) => calls.push(name)) })).toBe('none');
  expect(calls).toEqual(['readdirSync']);
  expect(recover(join(root, 'none'))).toBe('none');
});

/** Runs an action once for each of its calls of the file system, on a fresh tree that stops or fails before that call. */
function forEachCall(
  mode: 'stops' | 'fails',
  action: (options: Partial<TreeWriterOptions>) => unknown,
  check: (error: unknown) => void,
  prepare: () => void = () => undefined,
): number {
  for (let chosen = 1; ; chosen += 1) {
    rmSync(root, { recursive: true, force: true });
    arrange(OLD);
    prepare();
    let calls = 0;
    const fileSystem = watched((name) => {
      calls += 1;
      if (mode === 'stops' ? calls >= chosen : calls === chosen) throw failure(name);
    });
    try {
      action({ fileSystem, processes: DEAD });
      if (calls < chosen) return calls;
    } catch (error) {
      check(error);
    }
  }
}

function writeNew(options: Partial<TreeWriterOptions>): void {
  const writer = TreeWriter.open(root, { folders: ['services', 'argocd'], ...options });
  try {
    for (const [path, text] of Object.entries(NEW)) {
      if (text.startsWith(OWN_LINE)) writer.put(path, text, `Object ${path}`);
    }
    writer.putBlock('CODEOWNERS', ['new']);
    writer.putBlock('.gitattributes', ['new']);
    writer.commit();
  } finally {
    writer.abort();
  }
}

function crashBefore(name: string, pathEnd: string): void {
  let isDead = false;
  const fileSystem = watched((called, path) => {
    isDead ||= called === name && path.endsWith(pathEnd);
    if (isDead) throw failure(called);
  });
  expect(() => writeNew({ fileSystem, processes: DEAD })).toThrow('ENOSPC');
}

/** The real file system, with a look at each call and its first path. */
function watched(before: (name: string, path: string) => void): FileSystem {
  return new Proxy(nodeFileSystem, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...parameters: unknown[]): unknown => {
        before(String(name), String(parameters[0]));
        return Reflect.apply(value, target, parameters);
      };
    },
  });
}

function failure(syscall: string): Error {
  return Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall });
}

function arrange(textByPath: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(textByPath)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

function expectNoState(): void {
  expect(existsSync(join(root, '.slipway')) ? readdirSync(join(root, '.slipway')) : []).toEqual([]);
}

function expectOldOrNew(texts: Readonly<Record<string, string>>): 'old' | 'new' {
  const tree = Object.fromEntries(Object.entries(texts).filter(([path]) => !path.startsWith('.slipway/')));
  const isOld = tree['services/web/overlays/dev/changed.yaml']?.includes('old') === true;
  expect(tree).toEqual(isOld ? OLD : NEW);
  return isOld ? 'old' : 'new';
}
