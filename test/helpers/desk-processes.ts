import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { buildSync } from 'esbuild';

import type { DeskTask, DeskUse } from '../delivery/desk-process';
import { temporaryFolder } from './temporary-folder';

/**
 * Lets processes ask for releases on one branch, all at once.
 *
 * @returns what each has needed
 * @throws Error with what one says that fails
 */
export async function letThemAsk(
  remote: string,
  processes: number,
  task: Omit<DeskTask, 'remote' | 'folder' | 'name' | 'services'>,
  servicesOf: (process: number) => readonly string[],
): Promise<readonly DeskUse[]> {
  const folder = temporaryFolder();
  const outfile = join(folder, 'desk-process.cjs');
  const root = join(__dirname, '..', '..');
  buildSync({
    entryPoints: [join(root, 'test', 'delivery', 'desk-process.ts')],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'cjs',
  });
  const ended = Array.from({ length: processes }, async (_, index) => {
    const name = `p${index}`;
    const all: DeskTask = {
      ...task,
      remote: `file://${remote}`,
      folder: join(folder, `clone-${index}`),
      name,
      services: servicesOf(index),
    };
    const child = spawn(process.execPath, [outfile, JSON.stringify(all)], {
      env: { PATH: process.env['PATH'], NODE_PATH: join(root, 'node_modules') },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [said, wrong]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => wrong.push(chunk));
    const [status] = await once(child, 'close');
    if (status !== 0) throw new Error(`${name} ended with ${status}: ${Buffer.concat(wrong).toString()}`);
    const use: DeskUse = JSON.parse(Buffer.concat(said).toString());
    return use;
  });
  return await Promise.all(ended);
}
