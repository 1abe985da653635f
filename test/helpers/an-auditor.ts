import type { JudgedCommit } from '../../src/delivery/gate-range';
import { LocalRepository } from '../../src/gitops/local-repository';
import { aDesk } from './a-delivery';

/** Judges a history as `slipway audit` does. @param base what was seen before. @default - nothing: all of it is judged */
export type Auditor = (head: string, base?: string) => Promise<readonly JudgedCommit[]>;

/** Somebody who audits many histories of one repository, and fetches none of them. */
export async function anAuditor(remote: string): Promise<Auditor> {
  const desk = await aDesk(remote, undefined);
  await desk.writer.fetch();
  const commits = await LocalRepository.open(remote, process.env);
  return async (head, base) =>
    await desk.delivery.judge(base, head, { reviews: [], now: undefined, isRendering: false, commits });
}
