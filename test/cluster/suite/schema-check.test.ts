import { join } from 'node:path';

import { checkSchema } from '../../../src/check/schema/check-schema';
import { readShippedLifecycles, readShippedSchemas } from '../../../src/manifest-schemas/shipped-schemas';
import { readManifestText } from '../../../src/manifests/read-text';
import { renderShippedCatalog } from '../../helpers/shipped-catalog';
import { KubeError } from '../harness/kube-client';
import type { KubeClient } from '../harness/kube-client';
import { inFlight } from './in-flight';
import { makeMutants } from './mutants';
import type { Mutant } from './mutants';
import { describeOnCluster } from './on-cluster';
import { otherObjects } from './other-objects';
import { renderedFiles } from './rendered-files';
import { differences } from './schema-differences';
import type { Verdict } from './schema-differences';

/** The same mutants in every run, so that runs can be compared. */
const sample = { count: 2000, seed: 5 };

/** Of the mutants of kinds that we know whole, at most so many may be refused by the server alone. */
const mostMissed = 0.02;

const minor = '1.36';
const namespace = 'schema-check';
const atOnce = 8;

const packageRoot = join(__dirname, '..', '..', '..');
const schemas = readShippedSchemas(packageRoot, minor);
const lifecycles = readShippedLifecycles(packageRoot);

describeOnCluster('an API server and our schemas', { controllers: false }, (cluster) => {
  beforeAll(async () => {
    await cluster().client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
    // A pod is refused without; where no controllers run nobody makes the default one.
    for (const name of ['default', 'other']) {
      await cluster().client.apply({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } });
    }
  });

  test(`agree about ${sample.count} mutated objects, but for differences that are explained`, async () => {
    const mutants = makeMutants(sources(), sample.count, sample.seed);

    const verdicts = await inFlight(mutants, atOnce, async (mutant) => ({
      mutant,
      refusal: await refusalOf(cluster().client, mutant),
      errors: errorsOf(mutant),
    }));

    const disagreements = verdicts.filter(({ refusal, errors }) => (refusal === undefined) !== (errors.length === 0));
    const explained = disagreements.map((verdict) => ({ verdict, difference: differenceOf(verdict) }));
    // How many objects of Linkerd the catalog has says nothing about the schemas of all others.
    const ofWholeKinds = verdicts.filter(({ mutant }) => !isPartlyKnown(mutant));
    const missed = disagreements.filter(({ refusal, mutant }) => refusal !== undefined && !isPartlyKnown(mutant));
    process.stderr.write(tableOf(verdicts, explained));
    expect(
      explained.filter(({ difference }) => difference === undefined).map(({ verdict }) => described(verdict)),
    ).toEqual([]);
    expect(missed.length / ofWholeKinds.length).toBeLessThan(mostMissed);
  });
});

/** Objects of the shipped catalog and of kinds that it has not, all in one namespace: nothing is stored. */
function sources(): readonly Mutant['value'][] {
  const shipped = renderedFiles(renderShippedCatalog().texts).map(({ object }) =>
    object.metadata.namespace === undefined ? object : { ...object, metadata: { ...object.metadata, namespace } },
  );
  return [...shipped, ...otherObjects(namespace)];
}

async function refusalOf(
  client: KubeClient,
  { value, name, apiVersion, objectKind }: Mutant,
): Promise<string | undefined> {
  const known = schemas.find(apiVersion, objectKind);
  if (known === undefined) throw new Error(`there is no schema of ${apiVersion} ${objectKind}`);
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const inside = known.scope === 'Namespaced' ? `/namespaces/${namespace}` : '';
  const query = 'dryRun=All&fieldManager=schema-check&fieldValidation=Strict&force=true';
  const path = `${root}${inside}/${known.plural}/${encodeURIComponent(nameOf(value) ?? name)}?${query}`;
  try {
    await client.request('PATCH', path, value, 'application/apply-patch+yaml');
    return undefined;
  } catch (error) {
    if (error instanceof KubeError) return error.message;
    throw error;
  }
}

function nameOf({ metadata }: Mutant['value']): string | undefined {
  if (typeof metadata !== 'object' || metadata === null || !('name' in metadata)) return undefined;
  return typeof metadata.name === 'string' && metadata.name !== '' ? metadata.name : undefined;
}

function errorsOf({ value }: Mutant): Verdict['errors'] {
  const { objects, unreadable } = readManifestText(JSON.stringify(value), 'mutant.yaml');
  const refused = unreadable.map(({ message }) => ({ rule: 'missing-field' as const, path: [], message }));
  const found = objects.flatMap((object) => checkSchema(object, schemas, lifecycles, minor));
  return [
    ...refused,
    ...found.filter(({ severity = 'error', rule }) => severity === 'error' && rule !== 'deprecated-api'),
  ];
}

function isPartlyKnown({ apiVersion, objectKind }: Mutant): boolean {
  return schemas.find(apiVersion, objectKind)?.isPartial === true;
}

function differenceOf(verdict: Verdict) {
  const side = verdict.refusal === undefined ? 'only we refuse' : 'only the server refuses';
  return differences.find((difference) => difference.side === side && difference.explains(verdict));
}

function described({ mutant, refusal, errors }: Verdict): string {
  const said =
    refusal === undefined
      ? `we: ${errors.map(({ rule, message }) => `${rule}: ${message}`).join('; ')}`
      : `the server: ${refusal}`;
  return `${mutant.apiVersion} ${mutant.objectKind}, ${mutant.change}\n  ${said.slice(0, 600)}`;
}

function tableOf(
  verdicts: readonly Verdict[],
  explained: readonly { readonly verdict: Verdict; readonly difference: (typeof differences)[number] | undefined }[],
): string {
  const refusedByBoth = verdicts.filter(({ refusal, errors }) => refusal !== undefined && errors.length > 0).length;
  const takenByBoth = verdicts.filter(({ refusal, errors }) => refusal === undefined && errors.length === 0).length;
  const lines = differences.map(({ name, side, reason }) => {
    const count = explained.filter(({ difference }) => difference?.name === name).length;
    return `${String(count).padStart(5)}  ${side}: ${name}: ${reason}`;
  });
  const undeclared = explained.filter(({ difference }) => difference === undefined).length;
  return [
    '',
    `${verdicts.length} mutants of seed ${sample.seed}`,
    `${String(refusedByBoth).padStart(5)}  refused by both`,
    `${String(takenByBoth).padStart(5)}  taken by both`,
    ...lines,
    `${String(undeclared).padStart(5)}  differ, and nobody has said why`,
    '',
  ].join('\n');
}
