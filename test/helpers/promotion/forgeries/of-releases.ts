import { overlayOf, paths, type Forged } from '../forge';
import { versionOf } from '../table';
import { after, bothAgree, oneCommit, type Forgery } from './forgery';

const toProd = (number: number, rest = ''): Forged => ({
  files: { [paths.overlay('prod')]: overlayOf(number, rest) },
  approvals: bothAgree,
  asked: { ticket: 'CHG-1' },
});

const urgent = (number: number, ticket: string): Forged => ({
  ...toProd(number),
  approvals: [{ who: 'sre-one' }],
  asked: { ticket, hotfix: 'nobody can log in' },
});

const back = (rest: string, release?: string): Forged => ({
  ...toProd(1, rest),
  asked: {
    ticket: 'CHG-1',
    verb: 'rollback',
    fields: { service: 'web', environment: 'prod', ...(release !== undefined && { release }) },
  },
});

const seen = { service: 'web', environment: 'prod', release: versionOf(1), healthySince: '2026-11-25T09:00:00Z' };
const held = 'hold: { reason: bad, by: dev, since: "2026-11-25T10:00:00Z" }\n';
const second = { [paths.overlay('prod')]: overlayOf(2) };

/** Releases that come where they should not. */
export const ofReleases: readonly Forgery[] = [
  oneCommit('a release that was in no staging', 'comes to prod, and was in no staging', toProd(4)),
  oneCommit('a release that was in no dev', 'comes to staging, and was in no dev', {
    files: { [paths.overlay('staging')]: overlayOf(3) },
  }),
  oneCommit('other bytes of the same version', 'comes to staging, and was in no dev', {
    files: { [paths.overlay('staging')]: overlayOf(1).replace(/sha256:..../, 'sha256:0000') },
  }),
  oneCommit('an urgent fix', undefined, urgent(3, 'INC-1')),
  oneCommit('an urgent fix with a ticket of another kind', 'without a ticket of INC-', urgent(3, 'CHG-1')),
  oneCommit('an urgent fix that nobody has agreed to', 'release in prod has 0 of 1 approvals', {
    ...urgent(3, 'INC-1'),
    approvals: [],
  }),
  after({ [paths.overlay('staging')]: overlayOf(2) }, 'a release without a ticket', 'without a ticket of CHG-', {
    ...toProd(2),
    asked: {},
  }),
  after({ [paths.overlay('staging')]: overlayOf(2) }, 'a release with its ticket', undefined, toProd(2)),
  after(second, 'back to what was healthy', undefined, { ...back(held), health: [seen] }),
  after(second, 'back to what is named', undefined, back(held, 'v2.1.0')),
  after(second, 'back to what nobody saw healthy', 'goes back to what nobody saw healthy', back(held)),
  after(second, 'back to what was bad', 'goes back to what nobody saw healthy', {
    ...back(held),
    health: [{ ...seen, healthySince: undefined }],
  }),
  after(second, 'back to what somebody says was healthy who may not', 'goes back to what nobody saw healthy', {
    ...back(held),
    health: [seen],
    healthBy: 'dev',
  }),
  after(second, 'back, and nothing is held', 'goes back, and holds nothing back', back('', 'v2.1.0')),
  after(second, 'back, and something else is held', 'goes back, and holds nothing back', {
    ...back(held.replace('reason', 'releases: [v9.0.0], reason'), 'v2.1.0'),
  }),
  oneCommit('back to what never ran there', 'goes back to what never ran in prod', {
    ...back(held, 'v2.2.0'),
    files: { [paths.overlay('prod')]: overlayOf(2, held) },
    asked: { ...back(held, 'v2.2.0').asked, ticket: 'INC-1', hotfix: 'now' },
  }),
];
