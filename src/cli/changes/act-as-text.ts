import type { KeptAct } from '../../delivery/act-statement';
import { printableLine } from '../../model/printable';

/** What somebody has done in Argo CD, and whether it is only claimed. */
export function actAsText({ what, isProved }: KeptAct): string {
  return `${printableLine(what)}${isProved ? '' : ' (nobody has signed this whose word counts)'}`;
}
