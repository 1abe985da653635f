import { TestStatement } from '../../delivery/evidence-statement';
import { InputError } from '../../model/problem';
import { Refusal } from '../../model/refusal';
import { parsed } from '../../problems/parsed';
import { printableLine } from '../../model/printable';
import type { Context, ExitCode } from '../context';
import { withDelivery, type DeliveryPlace } from './open-delivery';
import { refuseUncounted } from './refuse-uncounted';

/** How a run of tests ended, as it was typed. */
export interface EvidenceOptions extends DeliveryPlace {
  readonly service: string;
  readonly version: string | undefined;
  readonly digest: string | undefined;
  readonly environment: string | undefined;
  readonly name: string | undefined;
  readonly hasPassed: boolean;
  readonly hasFailed: boolean;
  readonly link: string | undefined;
  readonly isDryRun: boolean;
  readonly isJson: boolean;
}

/** Stores how tests of a release ended, signed with the key of the pipeline. */
export async function addEvidence(options: EvidenceOptions, context: Context): Promise<ExitCode> {
  const { service, version, digest, environment, name, hasPassed, hasFailed, link, isDryRun, isJson } = options;
  if (hasPassed === hasFailed) throw new Refusal('say how the tests ended: --passed, or --failed', 'usage');
  const read = parsed(TestStatement, {
    service,
    release: { version, ...(digest !== undefined && { digest }) },
    ...(environment !== undefined && { environment }),
    name,
    hasPassed,
    at: context.clock().toISOString(),
    ...(link !== undefined && { link }),
  });
  if ('problems' in read)
    throw new InputError(
      read.problems.map(({ path, message, hint }) => ({
        file: 'request',
        path,
        message,
        ...(hint !== undefined && { hint }),
      })),
    );
  await withDelivery(options, context, async ({ delivery, asker }) => {
    refuseUncounted(asker.key, 'tests', 'tests', await delivery.catalog());
    await delivery.observeTests([read.value], isDryRun);
  });
  const words = `${read.value.name} of ${service} ${read.value.release.version}: ${hasPassed ? 'passed' : 'failed'}${isDryRun ? ', would be stored' : ''}`;
  context.stdout.write(isJson ? `${JSON.stringify(read.value)}\n` : `${printableLine(words)}\n`);
  return 0;
}
