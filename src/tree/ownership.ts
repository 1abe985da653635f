const begin = '# Rendered by Slipway from the catalog. Do not edit: change ';
const end = ' and run "slipway synth".\n';

/**
 * The first line of a rendered YAML file. It is what makes a file ours: only files that start with such a line are ever
 * overwritten or removed, whichever catalog it names. Changing its other words orphans every file that was written with the old
 * ones.
 *
 * @param catalog folder that is to be edited, from the root of the repository. @default - nobody knows it from there
 */
export function ownershipLine(catalog?: string): string {
  // A line break would end the comment, and what is not printed would lead astray.
  const isSaid = catalog !== undefined && !/[\p{C}\p{Zl}\p{Zp}]/u.test(catalog);
  return `${begin}${isSaid ? `${catalog}/` : 'the catalog'}${end}`;
}

/** Number of bytes from the start of a file that {@link isOurs} needs: no operating system opens a folder of a longer name. */
export const OWNERSHIP_BYTES = 4096 + Buffer.byteLength(begin + end);

/** Says whether a file that starts with these bytes, or this text, was rendered by Slipway. */
export function isOurs(start: Buffer | string): boolean {
  return ownLine.test(typeof start === 'string' ? start : start.subarray(0, OWNERSHIP_BYTES).toString('latin1'));
}

const ownLine = new RegExp(`^${begin.replaceAll('.', '\\.')}[^\n]+${end.replaceAll('.', '\\.')}`);
