import type { Catalog } from '../../model/catalog';
import type { Attestation } from '../../model/gates';
import { withoutComment } from '../../model/people';
import { Refusal } from '../../model/refusal';

/**
 * Refuses to sign what no gate would count: to a pipeline it would look as if it had told it, and be missing when a release
 * waits.
 *
 * @param publicKey that signs, as a `.pub` file has it; undefined: there is none
 * @param what it speaks of, for people: `tests`
 */
export function refuseUncounted(
  publicKey: string | undefined,
  attestation: Attestation,
  what: string,
  { platform }: Catalog,
): void {
  if (publicKey === undefined)
    throw new Refusal(
      `there is no key to sign with, and ${what} that nobody has signed count for nothing; name one with --key`,
      'usage',
    );
  const attesters = Object.entries(platform.attesters);
  const own = attesters.filter(([, { keys }]) => keys.some((one) => withoutComment(one) === publicKey));
  if (own.some(([, { of }]) => of.includes(attestation))) return;
  const [name, others] = own[0] === undefined ? ['ci', []] : [own[0][0], own[0][1].of];
  const why =
    own.length === 0
      ? 'no attester of platform.yaml has the key that signs'
      : `the attester "${name}" has the key that signs, and may not speak of ${attestation}`;
  throw new Refusal(
    `${why}: ${what} that it signs would count for nothing; add to platform.yaml of the branch\n` +
      `attesters:\n  ${name}: { keys: ["${publicKey}"], of: [${[...others, attestation].join(', ')}] }`,
    'answer',
  );
}
