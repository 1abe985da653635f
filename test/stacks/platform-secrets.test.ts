import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { platformSecrets } from '../../src/model/store-places';

test('no service may be called as a Secret that the page of the platform has put into the store', () => {
  const page = readFileSync(join(__dirname, '../../docs/how-to/install-the-platform.md'), 'utf8');
  const [, table = ''] = page.split('## Put the secrets into the store');
  const named = [
    ...table
      .split('\n### ', 1)
      .join('')
      .matchAll(/^\| `([a-z-]+)` /gm),
  ].map(([, name]) => name);

  expect(named).toHaveLength(9);
  expect(new Set(named)).toEqual(new Set(platformSecrets));
});
