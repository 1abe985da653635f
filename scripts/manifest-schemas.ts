/**
 * Writes what an API server takes into compact files, which checks read without a server (src/manifest-schemas).
 *
 *     npm run manifest-schemas                                       the shipped files, from pinned Go modules
 *     npm run manifest-schemas -- --from-cluster --out our.json.br   one file with all that a cluster serves
 *
 * A cluster is asked through `kubectl proxy`, with the current context or that of `--kubeconfig FILE`; or through
 * `--server URL`, a `kubectl proxy` that already runs.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { shippedFiles, shippedFolder, shippedMinors } from '../src/manifest-schemas/shipped-schemas';
import type { StoredSchemas } from '../src/manifest-schemas/stored-schemas';
import { canonicalJson } from './manifest-schemas/canonical-json';
import { withKubectlProxy } from './manifest-schemas/kubectl-proxy';
import { readCluster } from './manifest-schemas/read-cluster';
import {
  kubernetesVersions,
  readAllLifecycles,
  readBuiltInKinds,
  readCustomKinds,
} from './manifest-schemas/shipped-sources';
import { compress, storeSchemas } from './manifest-schemas/store-schemas';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      'from-cluster': { type: 'boolean', default: false },
      kubeconfig: { type: 'string' },
      server: { type: 'string' },
      out: { type: 'string' },
    },
  });
  const { 'from-cluster': isFromCluster, kubeconfig, server, out } = values;
  if (!isFromCluster && Object.keys(values).length > 1) {
    throw new Error('--kubeconfig, --server and --out belong to --from-cluster; add it, or give no option');
  }
  if (!isFromCluster) {
    writeShipped();
    return;
  }
  if (out === undefined) throw new Error('--from-cluster needs --out FILE, the file to write, such as our.json.br');
  if (server !== undefined && !URL.canParse(server)) {
    throw new Error(`--server "${server}" is no URL; write http://127.0.0.1:8001`);
  }
  write(out, server === undefined ? await withKubectlProxy(kubeconfig, readCluster) : await readCluster(server));
}

function writeShipped(): void {
  const folder = join(__dirname, '..', shippedFolder);
  mkdirSync(folder, { recursive: true });
  for (const minor of shippedMinors) {
    const source = `k8s.io/kubernetes ${kubernetesVersions[minor]}`;
    const stored = storeSchemas(readBuiltInKinds(minor), { sources: [source], kubernetes: minor });
    write(join(folder, shippedFiles.builtIn(minor)), stored);
  }
  const { kinds, sources } = readCustomKinds();
  write(join(folder, shippedFiles.customResources), storeSchemas(kinds, { sources }));
  const lifecycles = JSON.stringify(JSON.parse(canonicalJson(readAllLifecycles())), undefined, 2);
  writeFileSync(join(folder, shippedFiles.lifecycle), `${lifecycles}\n`);
}

function write(file: string, stored: StoredSchemas): void {
  const bytes = compress(stored);
  writeFileSync(file, bytes);
  console.log(`${file}: ${Object.keys(stored.kinds).length} kinds, ${bytes.length} bytes`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
