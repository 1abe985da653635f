import { textAt } from './a-hand-commit';
import { brokenPromises, promises } from './a-promotion-world';
import { Forger, overlayOf, paths, undone } from './promotion/forge';
import { ofApprovals } from './promotion/forgeries/of-approvals';
import { ofRecords } from './promotion/forgeries/of-records';
import { ofReleases } from './promotion/forgeries/of-releases';
import { ofTimes } from './promotion/forgeries/of-times';
import { rendered } from './promotion/promises/rendered';
import type { Table } from './promotion/table';

/** What is forged, and what the model is to say of it. */
export const forgeries = [...ofRecords, ...ofApprovals, ...ofReleases, ...ofTimes];

/** What the model says of each forgery that is made on a repository in which all was right. */
export async function seenOfForgeries(table: Table): Promise<readonly (readonly [string, readonly string[]])[]> {
  // A release that has been in dev and in staging, and everything as it was again.
  const again = ['dev', 'staging', 'prod'].map((environment) => [paths.overlay(environment), overlayOf(1)] as const);
  for (const files of [
    { [paths.overlay('dev')]: overlayOf(2) },
    { [paths.overlay('staging')]: overlayOf(2) },
    Object.fromEntries(again),
  ]) {
    table.pass(1);
    table.pushByHand(files);
  }
  const seen: (readonly [string, readonly string[]])[] = [];
  // Forged commits are not rendered: that is a promise of its own.
  const others = promises.filter((promise) => promise !== rendered);
  for (const { what, make } of forgeries) {
    const broken = await undone(table, async () => {
      const forger = new Forger(table);
      forger.table.pass(1);
      await make(forger);
      return brokenPromises(forger.remote, forger, others);
    });
    seen.push([what, broken]);
  }
  return seen;
}

/** What the model says of a rendered file in which one byte is another one. */
export async function seenOfOtherBytes(table: Table): Promise<readonly string[]> {
  return await undone(table, async () => {
    const forger = new Forger(table);
    const path = 'services/web/overlays/dev/service.yaml';
    forger.pushKnown({ [path]: `${textAt(table.remote, 'main', path)}# one line more\n` });
    return await Promise.resolve(brokenPromises(forger.remote, forger, [rendered]));
  });
}
