import * as fc from 'fast-check';

import { InputError } from '../../../src/model/problem';
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
          const texts = textsOf(one);
          if (texts === undefined) continue;
          accepted += 1;
          const reasons = await refusalsOf(client, newObjectsOf(texts, known), true);
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

type RenderedTexts = ReturnType<typeof renderedTexts>;

/** @returns undefined where a patch has nothing to change: a catalog is not taken before it is rendered */
function textsOf({ catalog }: CatalogAtBounds): RenderedTexts | undefined {
  try {
    return renderedTexts(catalog);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

/** Objects that were not tried yet, in a namespace that is always there: most have nothing to do with what was changed. */
function newObjectsOf(texts: RenderedTexts, known: Set<string>): readonly RenderedFile[] {
  const files = renderedFiles(texts).filter(({ file }) => !/^services\/(?!web\/)/.test(file));
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
