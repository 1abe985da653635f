import { changedTexts } from '../../delivery/changed-texts';
import type { JudgedEdit } from '../../delivery/judge-edit';
import type { DiffReport } from '../../diff/report';
import type { CommitReader } from '../../gitops/commit-reader';
import { schemasByVersion } from '../../manifest-schemas/for-version';
import { changesOfTexts } from '../../review/changes-of';
import type { Context } from '../context';

/**
 * What an edit changes in rendered objects, by risk, as `slipway diff` shows it.
 *
 * @param reader the repository that the edit was judged in
 * @returns undefined when no edit was judged
 */
export async function changesByRisk(
  judged: JudgedEdit | undefined,
  reader: CommitReader,
  { packageRoot }: Pick<Context, 'packageRoot'>,
): Promise<DiffReport | undefined> {
  if (judged === undefined) return undefined;
  const { on, catalog, ...texts } = await changedTexts(judged, reader);
  const against = `${catalog.platform.repository.branch} (${on.slice(0, 7)})`;
  return changesOfTexts(texts, catalog, { schemasFor: schemasByVersion(packageRoot), against, stale: 0 });
}
