import { createHash } from 'node:crypto';

import type { Problem } from '../model/problem';
import type { SoftwareFile } from '../model/software';

/** Largest file, in bytes: Helm takes no chart whose release is above 1 MiB, and packed archives have documents besides. */
const maximumBytes = 16 * 1024 * 1024;

/** A file of a chart or of a kustomization, or why it is none. */
type ParsedSoftware =
  { readonly kind: 'software'; readonly value: SoftwareFile } | { readonly problems: readonly Problem[] };

/**
 * Takes a file of a chart or of a kustomization as it is: what it means, Helm and kustomize say.
 *
 * @param file its name for problems
 */
export function parseSoftware(content: Buffer, file: string): ParsedSoftware {
  if (content.length > maximumBytes) {
    const message = `the file has ${content.length} bytes, which exceeds the limit ${maximumBytes}`;
    return { problems: [{ file, path: [], message, hint: 'leave out what is not rendered' }] };
  }
  const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`;
  return { kind: 'software', value: { content: content.toString('base64'), digest } };
}
