import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { mappingAt } from '../../src/manifests/value-at';
import { manifestFiles, nameOf, objectIn } from './manifest-files';
import type { Scanner } from './scanner';

/** It knows no Kubernetes: what it reads is the content of a PrometheusRule. */
export const promtool: Scanner = {
  name: 'promtool',
  scan(tree) {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-promtool-'));
    try {
      const objects = manifestFiles(tree)
        .map((path) => objectIn(tree, path))
        .filter(({ kind }) => kind === 'PrometheusRule');
      return objects.flatMap((object) => {
        const file = join(folder, 'rules.yaml');
        writeFileSync(file, JSON.stringify(mappingAt(object.value, ['spec'])));
        const { status, stderr, error } = spawnSync('promtool', ['check', 'rules', '--lint-fatal', file], {
          encoding: 'utf8',
        });
        if (error !== undefined) throw error;
        return status === 0 ? [] : [{ rule: 'check rules', object: nameOf(object), message: stderr }];
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};
