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

/**
 * More of them: `PLACEMENTS=10000 npm run test:cluster -- placements-at-bounds`. Parts with other seeds try others, so runs add up:
 * `SEED=1000` begins there, and every part of a run takes a hundred seeds further.
 */
const placements = Number(process.env['PLACEMENTS'] ?? 300);
const firstSeed = Number(process.env['SEED'] ?? 15);

/** A part is a test, so that what was tried before a machine was too slow counts all the same. */
const parts = Array.from({ length: Math.ceil(placements / 250) }, (_, index): readonly [number, number] => [
  firstSeed + index * 100,
  Math.min(250, placements - index * 250),
]);

/**
 * A dry run allocates nothing: for the port of a health check it takes the highest port that the Service says, and adds one to it
 * (kubernetes, pkg/registry/core/service/portallocator, "AllocateNext"). A real one is of the cluster's range.
 */
const isOfDryRun = /spec\.healthCheckNodePort: Invalid value: 655(?:3[6-9]|4\d): must be between 1 and 65535/;

/** Catalogs that are tried at a time. */
const batch = 100;

describeOnCluster('an API server', { controllers: false }, (cluster) => {
  const known = new Set<string>();
  let tried = 0;

  test.each(parts)(
    'takes whatever schemas and laws of the catalog take: seed %i, %i placements at their bounds',
    async (seed, wanted) => {
      const client = new KubeClient(cluster().client.server);
      const refused: Record<string, readonly string[]> = {};
      let accepted = 0;
      for (let round = 0; accepted < wanted; round += 1) {
        for (const one of fc.sample(arbitraryCatalogAtBounds(), { numRuns: batch, seed: seed + round })) {
          if (one === undefined || accepted >= wanted) continue;
          const texts = textsOf(one);
          if (texts === undefined) continue;
          accepted += 1;
          const reasons = await refusalsOf(client, newObjectsOf(texts, known), true);
          for (const reason of reasons) if (!isOfDryRun.test(reason)) refused[reason] = one.changes;
        }
      }
      tried += accepted;

      expect(refused).toEqual({});
    },
    120_000 + 250 * 4000,
  );

  test('as many were tried as were asked for, and many of them were new', () => {
    process.stderr.write(`${tried} placements, ${known.size} objects, seeds from ${firstSeed}\n`);

    expect(tried).toBe(placements);
    expect(known.size).toBeGreaterThan(placements / 10);
  });
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
