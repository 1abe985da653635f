import type * as fs from 'node:fs';

/**
 * What the tree writer needs of `node:fs`; tests pass one in that fails or stops at a chosen call.
 * The synchronous functions are used on purpose: for many small files they are faster than any pool of promises.
 */
export type FileSystem = Pick<
  typeof fs,
  | 'accessSync'
  | 'closeSync'
  | 'fsyncSync'
  | 'linkSync'
  | 'lstatSync'
  | 'mkdirSync'
  | 'openSync'
  | 'readdirSync'
  | 'readFileSync'
  | 'readSync'
  | 'renameSync'
  | 'rmdirSync'
  | 'rmSync'
  | 'statSync'
  | 'unlinkSync'
  | 'writeFileSync'
>;
