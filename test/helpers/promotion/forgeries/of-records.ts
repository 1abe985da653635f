import { commitByHand } from '../../a-hand-commit';
import { headOf } from '../../a-remote';
import { git } from '../../a-repository';
import type { Forger } from '../forge';
import { oneCommit, type Forgery } from './forgery';

/** What is wrong with records, and with what people were told. */
export const ofRecords: readonly Forgery[] = [
  oneCommit('a commit elsewhere, with its record', undefined, {}),
  {
    what: 'a merge',
    says: 'is a merge',
    make: async (forger) => {
      const head = headOf(forger.remote);
      await forger.commit({ parents: [head, git(forger.remote, ['rev-parse', `${head}~1`]).trim()] });
    },
  },
  {
    what: 'two records in one commit',
    says: 'has 2 records',
    make: async (forger) => {
      forger.committed.add('later');
      await forger.commit({ files: { 'changes/2026/11/later.json': '{}' } });
    },
  },
  {
    what: 'a commit without a record',
    says: 'has 0 records',
    make: async (forger) => {
      forger.push({ 'README.md': 'by nobody\n' });
      await Promise.resolve();
    },
  },
  {
    what: 'a record that somebody writes again',
    says: 'changes the record of another one',
    make: async (forger) => {
      forger.pushKnown({ [recordOf(forger)]: '{}' });
      await Promise.resolve();
    },
  },
  {
    what: 'a record that somebody takes away',
    says: 'changes the record of another one',
    make: async (forger) => {
      forger.pushKnown({ [recordOf(forger)]: undefined });
      await Promise.resolve();
    },
  },
  oneCommit('the record of another request', 'has the record of another request', { filedAs: 'elsewhere' }),
  oneCommit('a commit that says another time', 'was made at another time than it says', {
    committedAt: '2026-11-25T10:59:59Z',
  }),
  oneCommit('a record of another month', 'is filed under another month', { folder: '2026/10' }),
  {
    what: 'a run id that is used once more',
    says: 'is twice in the history',
    make: async (forger) => {
      forger.table.pass(7 * 86_400);
      await forger.commit({ runId: recordOf(forger).split('/').at(-1)?.replace('.json', '') ?? '' });
    },
  },
  oneCommit('a change of which nobody is told', 'is there, and nobody was told', { isSecret: true }),
  {
    what: 'a change that is told and never made',
    says: 'was said to be committed, and is not there',
    make: async (forger) => {
      forger.committed.add('forged');
      await Promise.resolve();
    },
  },
  {
    what: 'what was refused',
    says: 'was refused before',
    make: async (forger) => void forger.refused.add(await forger.commit({})),
  },
  {
    what: 'what was taken back',
    says: 'was taken back before',
    make: async (forger) => void forger.takenBack.add(await forger.commit({})),
  },
  {
    what: 'what was taken back, and waits',
    says: 'was taken back, and waits still',
    make: async (forger) => {
      const files = { 'request.json': JSON.stringify({ statement: 'asked' }) };
      commitByHand(forger.remote, { files, parents: [], ref: 'refs/slipway/proposals/forged' });
      forger.takenBack.add('asked');
      await Promise.resolve();
    },
  },
];

function recordOf({ remote }: Forger): string {
  return git(remote, ['ls-tree', '-r', '--name-only', 'main', 'changes/']).split('\n')[0] ?? '';
}
