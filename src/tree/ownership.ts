/**
 * First line of every rendered YAML file. It is what makes a file ours: only files that start with it are ever overwritten
 * or removed. Changing this text orphans every file that was written with the old one.
 */
export const OWNERSHIP_LINE =
  '# Rendered by Slipway from the catalog. Do not edit: change catalog/ and run "slipway synth".\n';

/** Number of bytes from the start of a file that {@link isOurs} needs. */
export const OWNERSHIP_BYTES = Buffer.byteLength(OWNERSHIP_LINE);

/** Says whether a file that starts with these bytes was rendered by Slipway. */
export function isOurs(firstBytes: Buffer): boolean {
  return firstBytes.subarray(0, OWNERSHIP_BYTES).equals(OWNERSHIP_LINE_BYTES);
}

const OWNERSHIP_LINE_BYTES = Buffer.from(OWNERSHIP_LINE);
