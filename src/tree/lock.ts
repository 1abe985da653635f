import type { FileSystem } from './file-system';
import { makeFolder } from './make-folder';
import { attempt, errorCode, TreeError } from './tree-error';

/** What is known of the processes of this machine. */
export interface Processes {
  /** Identity of this process: `<pid> <start>`, so that a pid that is used again is told from its first owner. */
  readonly current: string;
  /** Says whether the process with that identity still runs. */
  isAlive(identity: string): boolean;
}

/** The right to change a tree, held by one process of this machine at a time. */
export interface Lock {
  /**
   * Says whether the lock is still ours: a person may have deleted it, and two processes that find the same dead lock while a
   * third one comes can undo each other within some microseconds. Ask before the point of no return.
   */
  isHeld(): boolean;
  /** Gives the lock back if it is still ours. */
  release(): void;
}

/**
 * Takes the lock file or says who has it. A lock of a dead process is taken over.
 *
 * The file appears with its content in one step, by link(2), which fails if the name exists: a reader never sees a lock
 * without an owner. The lock holds among the processes of one machine, not across a network share.
 *
 * @throws {TreeError} naming the process that holds it.
 */
export function acquireLock(folder: string, fileSystem: FileSystem, processes: Processes): Lock {
  const lock = `${folder}/${LOCK_FILE}`;
  const [pid] = processes.current.split(' ');
  const own = `${lock}.${pid}`;
  const what = `cannot lock the tree with "${lock}"`;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    if (attempt(what, () => tryToLink(folder, own, lock, fileSystem, processes))) {
      removeLeftOvers(folder, fileSystem, processes);
      return heldLock(lock, processes.current, fileSystem);
    }
    const holder = attempt(what, () => readHolder(lock, fileSystem));
    if (holder === undefined) continue;
    if (processes.isAlive(holder)) throw heldBy(holder, lock);
    attempt(what, () => moveAway(lock, `${own}.dead`, holder, fileSystem));
  }
  throw new TreeError(`${what}: others take it again and again; run again`);
}

/** Says whether a name in the state folder is the lock or what a crash left of taking it. */
export function isLockFile(name: string): boolean {
  return name === LOCK_FILE || name.startsWith(`${LOCK_FILE}.`);
}

const LOCK_FILE = 'lock';

/** Each lost round means that another process got the lock or gave it back; more than a few hint at a loop. */
const MOST_ROUNDS = 20;

function tryToLink(folder: string, own: string, lock: string, fileSystem: FileSystem, processes: Processes): boolean {
  try {
    makeFolder(folder, fileSystem);
    fileSystem.writeFileSync(own, `${processes.current}\n`);
    fileSystem.linkSync(own, lock);
    return true;
  } catch (error) {
    // ENOENT: another process finished in between and removed the empty folder.
    if (errorCode(error) === 'EEXIST' || errorCode(error) === 'ENOENT') return false;
    throw error;
  } finally {
    quietly(() => fileSystem.rmSync(own, { force: true }));
  }
}

function heldLock(lock: string, owner: string, fileSystem: FileSystem): Lock {
  const isHeld = (): boolean => attempt(`cannot read "${lock}"`, () => readHolder(lock, fileSystem)) === owner;
  return {
    isHeld,
    release: () => {
      if (isHeld()) attempt(`cannot unlock the tree by removing "${lock}"`, () => fileSystem.unlinkSync(lock));
    },
  };
}

function readHolder(lock: string, fileSystem: FileSystem): string | undefined {
  try {
    return fileSystem.readFileSync(lock, 'utf8').trim();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Of several processes that found the same dead lock only one moves it; one that moved a fresh lock puts it back. */
function moveAway(lock: string, aside: string, deadHolder: string, fileSystem: FileSystem): void {
  try {
    fileSystem.renameSync(lock, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  if (readHolder(aside, fileSystem) === deadHolder) fileSystem.unlinkSync(aside);
  else fileSystem.renameSync(aside, lock);
}

/** Removes what crashes left of taking the lock. It is litter, no lock: if it stays, the next one tries again. */
function removeLeftOvers(folder: string, fileSystem: FileSystem, processes: Processes): void {
  quietly(() => {
    for (const name of fileSystem.readdirSync(folder)) {
      if (name === LOCK_FILE || !isLockFile(name)) continue;
      const holder = readHolder(`${folder}/${name}`, fileSystem);
      if (holder !== undefined && !processes.isAlive(holder)) fileSystem.rmSync(`${folder}/${name}`, { force: true });
    }
  });
}

function quietly(step: () => void): void {
  try {
    step();
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
  }
}

function heldBy(holder: string, lock: string): TreeError {
  const [pid] = holder.split(' ');
  return new TreeError(
    `the tree is being written by process ${pid}; wait until it is done, or delete "${lock}" if that process is no slipway`,
  );
}
