import { textAt } from '../data';
import { waitingIn } from '../history';
import { nameOf, type Promised } from '../told';

/** The history is one line, and each commit of ours has one record, of the moment at which it was made. */
export const oneRecord: Promised = function* ({ all, changes, told }) {
  for (const { commit, parents } of all) if (parents.length > 1) yield `${commit} is a merge`;
  for (const change of changes) {
    const { before, after, record } = change;
    const name = nameOf(change);
    const kept = after.paths.filter((path) => path.startsWith('changes/') && before.files.has(path));
    if (kept.length > 0) yield `${name} changes the record of another one`;
    const isByHand = told.byHand.has(after.commit);
    if (after.records.length !== (isByHand ? 0 : 1)) yield `${name} has ${after.records.length} records`;
    if (record === undefined) continue;
    if (textAt(record.asked, 'runId') !== record.runId) yield `${name} has the record of another request`;
    if (record.now !== after.at) yield `${name} was made at another time than it says`;
    const [, year, month] = record.path.split('/');
    if (!new Date(after.at).toISOString().startsWith(`${year}-${month}-`)) yield `${name} is filed under another month`;
  }
};

/** Each run id is one commit, and whoever asked was told of it. */
export const told: Promised = function* ({ changes, told: { committed } }) {
  const ids = changes.flatMap(({ after }) => after.records.map(({ runId }) => runId));
  for (const id of new Set(ids.filter((one, index) => ids.indexOf(one) !== index)))
    yield `${id} is twice in the history`;
  for (const id of committed) if (!ids.includes(id)) yield `${id} was said to be committed, and is not there`;
  for (const id of ids) if (!committed.has(id)) yield `${id} is there, and nobody was told`;
};

/** What was refused or taken back is over. */
export const ended: Promised = function* ({ remote, changes, told: { refused, takenBack } }) {
  for (const change of changes) {
    const asked = change.record?.request.statement ?? '';
    if (refused.has(asked)) yield `${nameOf(change)} was refused before`;
    if (takenBack.has(asked)) yield `${nameOf(change)} was taken back before`;
  }
  for (const [runId, asked] of waitingIn(remote))
    if (takenBack.has(asked)) yield `${runId} was taken back, and waits still`;
};
