import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { stringify } from 'yaml';

import { packageRoot } from '../../helpers/run-slipway';
import { temporaryFolder } from '../../helpers/temporary-folder';
import { clusterId } from './record';
import { trustAnchor } from './the-stack';
import type { Config } from './the-stack';

/** A folder with the shipped catalog and one stack, called like the environment "dev". @param config what differs from it */
export function aProject(config: Config = {}): string {
  const root = temporaryFolder();
  mkdirSync(join(root, 'stacks', 'config'), { recursive: true });
  symlinkSync(join(packageRoot, 'catalog'), join(root, 'catalog'));
  const all: Config = {
    cluster: { id: clusterId },
    secretStore: { provider: 'vault', server: 'https://vault.example.com', role: 'external-secrets' },
    linkerd: { trustAnchor },
    install: { backup: false },
    ...config,
  };
  const keys = Object.entries(all).filter(([, value]) => value !== undefined);
  writeFileSync(
    join(root, 'stacks', 'config', 'Pulumi.dev.yaml'),
    stringify({ config: Object.fromEntries(keys.map(([key, value]) => [`slipway:${key}`, value])) }),
  );
  return root;
}
