import { createHash } from 'node:crypto';

import { formatPath } from '../model/problem';
import type { Finding } from './finding';
import { objectName } from './object-name';

/**
 * Tells findings apart without saying where in a file they are, so that a line that moves does not make a finding new:
 * rule, object, path and message. A finding without an object has its file instead.
 */
export function fingerprint({ rule, object, file, path, message }: Finding): string {
  return hash([rule, object === undefined ? file : objectName(object), formatPath(path), message]);
}

/** The same with the file, and with a number for those that are alike even so: none is there twice. */
export function uniqueFingerprints(findings: readonly Finding[]): readonly string[] {
  const counts = new Map<string, number>();
  return findings.map((finding) => {
    const alike = JSON.stringify([finding.file, fingerprint(finding)]);
    const before = counts.get(alike) ?? 0;
    counts.set(alike, before + 1);
    return hash([alike, String(before)]);
  });
}

function hash(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
