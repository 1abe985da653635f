import { textAt } from '../../a-hand-commit';
import { overlayOf, paths, type ForgedAnswer } from '../forge';
import { bothAgree, oneCommit, setting, write, type Forgery } from './forgery';

const one: ForgedAnswer = { who: 'sre-one' };

const withOne = (what: string, ...others: readonly ForgedAnswer[]): Forgery =>
  oneCommit(what, 'setting in prod has 1 of 2 approvals', { files: setting, approvals: [one, ...others] });

/** Who has agreed, and who has not. */
export const ofApprovals: readonly Forgery[] = [
  oneCommit('a setting of prod, with two SREs', undefined, { files: setting, approvals: bothAgree }),
  withOne('one SRE'),
  withOne('one SRE twice', one),
  withOne('one SRE and an owner', { who: 'dev' }),
  withOne('one SRE and a stranger', { who: 'stranger' }),
  withOne('one SRE and a program', { who: 'controller' }),
  withOne('an approval of something else', { who: 'sre-two', of: `sha256:${'0'.repeat(64)}` }),
  withOne('an approval of another request', { who: 'sre-two', proposal: 'another' }),
  withOne('an approval that is still to come', { who: 'sre-two', at: '2026-11-25T23:00:00Z' }),
  withOne('an approval that is signed for something else', { who: 'sre-two', namespace: 'slipway-request' }),
  withOne('an approval whose text is another one than was signed', { who: 'sre-two', isTampered: true }),
  oneCommit('the approval of who asks', 'setting in prod has 1 of 2 approvals', {
    files: setting,
    by: 'sre-one',
    approvals: bothAgree,
  }),
  oneCommit('a rejection', 'was rejected', {
    files: setting,
    approvals: [...bothAgree, { who: 'sre-one', answer: 'reject' }],
  }),
  {
    what: 'approvals of what was there before',
    says: 'setting in prod has 0 of 2 approvals',
    make: async (forger) => {
      const at = new Date(forger.table.now).toISOString();
      forger.table.pass(1);
      write(forger, paths.overlay('prod'), 'minReadySeconds: 5\n');
      const approvals = bothAgree.map((answer) => ({ ...answer, at }));
      await forger.commit({ files: setting, approvals });
    },
  },
  {
    what: 'approvals that are too old',
    says: 'setting in prod has 0 of 2 approvals',
    make: async (forger) => {
      const at = new Date(forger.table.now).toISOString();
      forger.table.pass(12 * 3_600);
      await forger.commit({ files: setting, approvals: bothAgree.map((answer) => ({ ...answer, at })) });
    },
  },
  {
    what: 'approvals by another rule',
    says: 'setting in prod has 0 of 2 approvals',
    make: async (forger) => {
      const at = new Date(forger.table.now).toISOString();
      forger.table.pass(1);
      const path = paths.environment('prod');
      forger.pushKnown({ [path]: textAt(forger.remote, 'main', path).replace('approvalLife: 8h', 'approvalLife: 9h') });
      forger.table.pass(1);
      await forger.commit({ files: setting, approvals: bothAgree.map((answer) => ({ ...answer, at })) });
    },
  },
  {
    what: 'approvals that a commit elsewhere leaves as they are',
    says: undefined,
    make: async (forger) => {
      const at = new Date(forger.table.now).toISOString();
      forger.table.pass(1);
      forger.pushKnown({ 'NOTES.md': 'elsewhere\n' });
      forger.table.pass(1);
      await forger.commit({ files: setting, approvals: bothAgree.map((answer) => ({ ...answer, at })) });
    },
  },
  {
    what: 'rules that one SRE changes',
    says: 'gates in prod has 1 of 2 approvals',
    make: async (forger) => {
      const path = paths.environment('prod');
      const text = textAt(forger.remote, 'main', path).replace('count: 2', 'count: 1');
      await forger.commit({ files: { [path]: text }, approvals: [one] });
    },
  },
  {
    what: 'a freeze that one SRE takes away, urgently',
    says: 'freeze in prod has 1 of 2 approvals',
    make: async (forger) => {
      const path = paths.environment('prod');
      const text = textAt(forger.remote, 'main', path).replace('0 17 * * *', '0 18 * * *');
      await forger.commit({ files: { [path]: text }, approvals: [one], asked: { hotfix: 'now', ticket: 'INC-1' } });
    },
  },
  oneCommit('pods that nobody has agreed to', 'scale in prod has 0 of 1 approvals', {
    files: { [paths.overlay('prod')]: overlayOf(1, 'scale: { replicas: 3 }\n') },
  }),
  oneCommit('bytes of prod that nothing explains', 'rendering in prod has 0 of 2 approvals', {
    files: { 'services/web/overlays/prod/extra.yaml': 'kind: ConfigMap\n' },
  }),
  oneCommit('a service that ends in prod', 'service in prod has 1 of 2 approvals', {
    files: { [paths.overlay('prod')]: overlayOf(1, 'retired: true\n') },
    approvals: [one],
  }),
];
