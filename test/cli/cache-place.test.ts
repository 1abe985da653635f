import { join } from 'node:path';

import { cacheFolder } from '../../src/cli/cache-place';

const homeDirectory = join('/', 'home', 'ada');

test.each([
  ['linux', {}, join(homeDirectory, '.cache', 'slipway')],
  ['linux', { XDG_CACHE_HOME: '/var/cache/ada' }, join('/var/cache/ada', 'slipway')],
  ['linux', { XDG_CACHE_HOME: '/var/cache/ada', SLIPWAY_CACHE_DIR: '/tmp/s' }, '/tmp/s'],
  ['linux', { XDG_CACHE_HOME: '', SLIPWAY_CACHE_DIR: '' }, join(homeDirectory, '.cache', 'slipway')],
  ['darwin', {}, join(homeDirectory, 'Library', 'Caches', 'slipway')],
  ['win32', { LOCALAPPDATA: '/local' }, join('/local', 'slipway', 'cache')],
] as const)('the cache on %s with %j is in %s', (platform, variables, expected) => {
  expect(cacheFolder({ platform, variables, homeDirectory })).toBe(expected);
});
