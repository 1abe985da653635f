import * as fc from 'fast-check';

import { arbitraryCatalogAtBounds, type CatalogAtBounds } from '../../helpers/arbitrary-bounds';
import { renderedTexts } from '../../helpers/rendered-texts';
import { KubeClient, KubeObject } from '../harness/kube-client';
import { refusalsOf } from './apply-twice';
import { describeOnCluster } from './on-cluster';
import { renderedFiles } from './rendered-files';
import type { RenderedFile } from './rendered-files';
import { rolloutsAsDeployments } from './rollout-as-deployment';

/** More of them: `PLACEMENTS=10000 npm run test:cluster -- placements-at-bounds`. */
const placements = Number(process.env['PLACEMENTS'] ?? 300);
const seed = Number(process.env['SEED'] ?? 15);

/** Catalogs that are tried at a time. */
const batch = 100;

describeOnCluster('an API server', { controllers: false }, (cluster) => {
  test(
    `takes whatever schemas and laws of the catalog take: ${placements} placements at their bounds`,
    async () => {
      const { server } = cluster().client;
      const client = new KubeClient(server);
      const known = new Set<string>();
      const refused: Record<string, readonly string[]> = {};
      let accepted = 0;
      for (let round = 0; accepted < placements; round += 1) {
        for (const one of fc.sample(arbitraryCatalogAtBounds(), { numRuns: batch, seed: seed + round })) {
          if (one === undefined || accepted >= placements) continue;
          accepted += 1;
          const reasons = await refusalsOf(client, newObjectsOf(one, known), true);
          for (const reason of reasons) refused[reason] = one.changes;
        }
      }

      process.stderr.write(`${accepted} placements, ${known.size} objects\n`);
      expect(refused).toEqual({});
      expect(known.size).toBeGreaterThan(placements / 10);
    },
    120_000 + placements * 600,
  );
});

/** Objects that were not tried yet, in a namespace that is always there: most have nothing to do with what was changed. */
function newObjectsOf({ catalog }: CatalogAtBounds, known: Set<string>): readonly RenderedFile[] {
  const files = renderedFiles(renderedTexts(catalog)).filter(({ file }) => !/^services\/(?!web\/)/.test(file));
  return [...files, ...rolloutsAsDeployments(files)].map(inDefault).filter(({ object }) => {
    const text = JSON.stringify(object);
    if (known.has(text)) return false;
    known.add(text);
    return true;
  });
}

function inDefault({ file, object }: RenderedFile): RenderedFile {
  const { namespace } = object.metadata;
  if (namespace === undefined) return { file, object };
  return { file, object: KubeObject.parse({ ...object, metadata: { ...object.metadata, namespace: 'default' } }) };
}
