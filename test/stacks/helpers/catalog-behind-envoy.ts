import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

import { packageRoot } from '../../helpers/run-slipway';
import { shippedCatalog } from '../../helpers/shipped-catalog';

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/**
 * The shipped catalog, whose environments have their proxies where those of Envoy Gateway run. It is there for all tests of a file.
 *
 * @returns its folder, from the root of the project
 */
export function catalogBehindEnvoy(): string {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-'));
  folders.push(folder);
  const catalog = join(folder, 'catalog');
  cpSync(shippedCatalog, catalog, { recursive: true });
  for (const file of readdirSync(join(catalog, 'environments'))) {
    const path = join(catalog, 'environments', file);
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace(/^( +)namespace: gateway-system$/m, '$&\n$1proxyNamespace: envoy-gateway-system'));
  }
  return relative(packageRoot, catalog);
}
