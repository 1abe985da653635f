import * as z from 'zod';

import type { Effects } from '../effects/effect';
import { tagRef } from '../gitops/ref-name';
import type { Catalog } from '../model/catalog';

/** An annotated tag of a release. */
export interface ReleaseTag {
  /** `payment-service/v1.2.3` */
  readonly name: string;
  readonly message: string;
}

const Release = z.object({ version: z.string(), digest: z.string().optional() });

/**
 * Tags of the releases that a change brings to environments which ask for them, each once.
 *
 * @throws Refusal when a version cannot be part of a tag
 */
export function releaseTags({ effects }: Effects, { environments }: Catalog, runId: string): readonly ReleaseTag[] {
  const byName = new Map<string, ReleaseTag>();
  for (const { kind, service, environment, after } of effects) {
    if (kind !== 'release' || service === undefined || environment === undefined) continue;
    const release = Release.safeParse(after).data;
    if (release === undefined || environments.get(environment)?.releaseTags !== true) continue;
    const { version, digest } = release;
    const name = `${service}/${version}`;
    tagRef(name);
    const lines = [
      `${service} ${version} in ${environment}`,
      '',
      ...(digest === undefined ? [] : [`Digest: ${digest}`]),
    ];
    if (!byName.has(name)) byName.set(name, { name, message: `${[...lines, `Run-Id: ${runId}`].join('\n')}\n` });
  }
  return [...byName.values()];
}
