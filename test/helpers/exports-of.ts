import { readdirSync } from 'node:fs';
import { join, posix } from 'node:path';

import { packageRoot } from './run-slipway';

/** Something that a file exports. */
export interface Exported {
  /** Relative to the root of the project. */
  readonly file: string;
  readonly name: string;
  readonly value: unknown;
}

/** What the files of a folder export: what its registry is held against. Types leave nothing behind, and an index is the registry. */
export async function exportsOf(folder: string): Promise<readonly Exported[]> {
  const files = readdirSync(join(packageRoot, folder)).filter((file) => file.endsWith('.ts') && file !== 'index.ts');
  const exported = files.map(async (file) => {
    const module: Readonly<Record<string, unknown>> = await import(join(packageRoot, folder, file));
    return Object.entries(module).map(([name, value]) => ({ file: posix.join(folder, file), name, value }));
  });
  return (await Promise.all(exported)).flat();
}

/** Names with their file, for a test that says which of them are forgotten. */
export function namesOf(exported: readonly Exported[]): readonly string[] {
  return exported.map(({ file, name }) => `${file}: ${name}`);
}

/** Whether it is a value that somebody put together, or an arrow; a function of its own has a prototype. */
export function isConstant({ value }: Exported): boolean {
  return typeof value !== 'function' || !Object.hasOwn(value, 'prototype');
}
