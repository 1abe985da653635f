import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import * as z from 'zod';

import { readShippedSchemas } from '../../src/manifest-schemas/shipped-schemas';
import { packageRoot } from '../helpers/run-slipway';
import { writeKubeconformSchemas } from './kubeconform-schemas';
import { manifestFiles, nameOf, objectIn } from './manifest-files';
import { answerOf, type Scanner } from './scanner';

const Answer = z.object({
  resources: z.array(z.object({ filename: z.string(), status: z.string(), msg: z.string() })),
});

/** It validates against the shipped schemas, as files of its own kind: its usual ones would be downloaded. */
export const kubeconform: Scanner = {
  name: 'kubeconform',
  scan(tree) {
    const schemas = mkdtempSync(join(tmpdir(), 'slipway-kubeconform-'));
    try {
      const files = manifestFiles(tree);
      const kinds = files.map((path) => objectIn(tree, path));
      const location = writeKubeconformSchemas(readShippedSchemas(packageRoot, '1.36'), kinds, schemas);
      const answer = answerOf(
        'kubeconform',
        ['-output', 'json', '-verbose', '-schema-location', location, ...files],
        tree,
      );
      const { resources } = Answer.parse(JSON.parse(answer));
      if (resources.length !== files.length)
        throw new Error(`${resources.length} of ${files.length} files were validated`);
      return resources
        .filter(({ status }) => status !== 'statusValid')
        .map(({ filename, status, msg }) => ({ rule: status, object: nameOf(objectIn(tree, filename)), message: msg }));
    } finally {
      rmSync(schemas, { recursive: true });
    }
  },
};
