import { appendFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { synthesize } from '../../src/render/synthesize';
import { expectGolden } from '../helpers/golden';
import { runSlipway } from '../helpers/run-slipway';
import { shippedCatalog } from '../helpers/shipped-catalog';
import { temporaryFolder } from '../helpers/temporary-folder';

/** What reviewers see of three changes at once: a release in prod, a limit everywhere, a service that is retired. */
test('the change of the shipped catalog is shown as reviewed; UPDATE_GOLDEN=1 writes it again', () => {
  const repository = temporaryFolder();
  const catalog = join(repository, 'catalog');
  cpSync(shippedCatalog, catalog, { recursive: true });
  synthesize({ catalog, out: join(repository, 'before') });
  replaceIn(join(catalog, 'services/payment-service/prod.yaml'), 'version: v1.2.0', 'version: v1.3.0');
  replaceIn(join(catalog, 'services/payment-service/prod.yaml'), 'LOG_LEVEL: INFO', 'LOG_LEVEL: WARN');
  replaceIn(join(catalog, 'services/payment-service/service.yaml'), 'memory: 1Gi, eph', 'memory: 2Gi, eph');
  appendFileSync(join(catalog, 'services/apm/service.yaml'), 'retired: true\n');

  const words = ['diff', '--against', 'before'];
  const text = runSlipway(words, { workingDirectory: repository });
  const markdown = runSlipway([...words, '--markdown'], { workingDirectory: repository });

  expect(text.stderr + markdown.stderr).toBe('');
  // Not "*.md": prettier would fold what is to be read as it is sent.
  expectGolden(
    join(__dirname, '..', 'golden-diff'),
    new Map([
      ['text.txt', text.stdout],
      ['markdown.txt', markdown.stdout],
    ]),
  );
});

function replaceIn(file: string, old: string, now: string): void {
  const text = readFileSync(file, 'utf8');
  if (!text.includes(old)) throw new Error(`"${old}" is not in ${file}`);
  writeFileSync(file, text.replace(old, now));
}
