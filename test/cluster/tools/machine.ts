import { homedir } from 'node:os';
import { join } from 'node:path';

import { cacheFolder } from '../../../src/cli/cache-place';
import type { Context } from '../../../src/cli/context';

/** What the search for programs may know of the machine that it runs on. */
export type Machine = Pick<Context, 'variables' | 'platform' | 'homeDirectory'>;

/** The machine of this process. */
export function thisMachine(): Machine {
  return { variables: process.env, platform: process.platform, homeDirectory: homedir() };
}

/** Where `npm run cluster:tools` puts what it makes: below Slipway's cache, outside the checkout. */
export function toolsFolder(machine: Machine): string {
  return join(cacheFolder(machine), 'tools');
}
