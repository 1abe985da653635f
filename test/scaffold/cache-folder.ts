import { homedir } from 'node:os';
import { join } from 'node:path';

const caches = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');

/** What lasts from one run of "npm run test:scaffold" to the next: linters, and what compilers have made. */
export const cacheFolder = join(process.env['SLIPWAY_CACHE_DIR'] ?? join(caches, 'slipway'), 'scaffold');
