import { posix } from 'node:path';

/** Folder of a service in a workspace, relative to its root. */
export function memberFolder(service: string): string {
  return posix.join('services', service);
}

/** Name of the lock, at the root of a workspace. */
export const lockFile = 'Cargo.lock';

/** Whether a package of somebody else is called as a service that is in the lock, too: cargo could not tell them apart. */
export function isNameTaken(lock: string, member: string): boolean {
  return packagesOf(lock).packages.filter((text) => nameOf(text) === member).length > 1;
}

/**
 * Cargo.lock of a workspace with one member more, as `cargo` writes it: packages in the order of their names. What other
 * packages are there stays.
 *
 * @param lock of the workspace as it is
 * @param fresh a lock that has the member
 */
export function withMember(lock: string, fresh: string, member: string): string {
  const isOwn = (text: string): boolean => nameOf(text) === member && !text.includes('\nsource = ');
  const own = packagesOf(fresh).packages.find(isOwn);
  if (own === undefined) throw new Error(`the lock has no package "${member}"`);
  const { head, packages } = packagesOf(lock);
  return lockInOrder([head, ...packages.filter((text) => !isOwn(text)), own].join('\n'));
}

/** A lock whose packages are in the order of their names, in which `cargo` wants them. */
export function lockInOrder(lock: string): string {
  const { head, packages } = packagesOf(lock);
  const sorted = packages.toSorted((a, b) => (nameOf(a) === nameOf(b) ? 0 : nameOf(a) < nameOf(b) ? -1 : 1));
  return `${[head, ...sorted].map((text) => text.trimEnd()).join('\n\n')}\n`;
}

function packagesOf(lock: string): { readonly head: string; readonly packages: readonly string[] } {
  const [head = '', ...packages] = lock.split(/^(?=\[\[package\]\]$)/m);
  return { head, packages };
}

function nameOf(text: string): string {
  return /^name = "(.*)"$/m.exec(text)?.[1] ?? '';
}
