import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { synthesize } from '../../src/render/synthesize';
import { shippedCatalog } from '../helpers/shipped-catalog';
import { temporaryFolder } from '../helpers/temporary-folder';

/** A sync of one service takes about this long. */
const secondsOfSync = 30;

test('R4-15: all that is shipped is rendered, from nothing, in a quarter of the time in which Argo CD syncs one service', () => {
  const out = temporaryFolder();
  const before = process.cpuUsage();

  synthesize({ catalog: shippedCatalog, out });

  // Of the processor, since the machine may have something else to do; a time on the wall says more of that.
  const { user, system } = process.cpuUsage(before);
  expect(readdirSync(join(out, 'services')).length).toBeGreaterThanOrEqual(16);
  expect((user + system) / 1_000_000).toBeLessThan(secondsOfSync / 4);
});
