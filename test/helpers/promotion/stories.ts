import { answer, both, withdraw, withdrawnMeanwhile } from './steps/answers';
import { freeze, thaw } from './steps/freezes';
import { hold, resume } from './steps/holds';
import { again, bump, hotfix, promote, race, rollback } from './steps/releases';
import { back, scale } from './steps/scales';
import { create, retire, revive } from './steps/services';
import { rule, set } from './steps/settings';
import { foreign, observe, tick, wait } from './steps/time';
import type { Step } from './step';

const web = { service: 'web' } as const;
const isYes = { isYes: true, which: 0 } as const;

const promoted = (to: 'staging' | 'prod', version: number, who: 'dev' | 'sre-one' = 'dev'): Step =>
  promote.of({ ...web, who, to, version, hasTicket: to === 'prod' });

/** A release that goes to prod as it should. */
export const toProd: readonly Step[] = [
  bump.of({ ...web, who: 'dev', version: 1 }),
  promoted('staging', 1),
  promoted('prod', 1),
  both.of(isYes),
];

/** Every kind of step, each where it matters. */
export const wholeStory: readonly Step[] = [
  ...toProd,
  observe.of({ where: 'prod', isHealthy: true }),
  race.of({ version: 2 }),
  bump.of({ ...web, who: 'dev', version: 3 }),
  promoted('staging', 3),
  again.of({ who: 'stranger' }),
  // Whoever asked does not count, nor does a stranger; a commit elsewhere leaves what was agreed to.
  promoted('prod', 3, 'sre-one'),
  answer.of({ who: 'sre-one', ...isYes }),
  answer.of({ who: 'stranger', ...isYes }),
  answer.of({ who: 'sre-two', ...isYes }),
  foreign.of({ isByHand: true }),
  foreign.of({ isByHand: false }),
  withdraw.of({ who: 'dev', which: 0 }),
  promoted('prod', 3),
  answer.of({ who: 'sre-two', isYes: false, which: 0 }),
  // A setting of all environments voids what one of them has agreed to; another rule does, too; and so does time.
  promoted('prod', 3),
  answer.of({ who: 'sre-one', ...isYes }),
  set.of({ who: 'dev', where: undefined, seconds: 45 }),
  both.of({ isYes: true, which: 1 }),
  answer.of({ who: 'sre-two', ...isYes }),
  rule.of({ who: 'dev', life: '4h' }),
  both.of({ isYes: true, which: 1 }),
  answer.of({ who: 'sre-two', ...isYes }),
  wait.of({ hours: 5 }),
  answer.of({ who: 'sre-one', ...isYes }),
  // A freeze begins when all have agreed but one; when it is thawed, what waited goes on by itself.
  freeze.of({ who: 'dev', where: 'prod', begins: 0, hours: 5, isByHand: true }),
  answer.of({ who: 'sre-two', ...isYes }),
  tick.of({ who: 'stranger' }),
  thaw.of({ who: 'dev', where: 'prod', isByHand: true }),
  tick.of({ who: 'stranger' }),
  // Back to what was healthy: nobody gets round the hold before somebody resumes it.
  bump.of({ ...web, who: 'dev', version: 2 }),
  promoted('staging', 2),
  rollback.of({ who: 'dev', where: 'prod', version: undefined, holds: 'every', hours: undefined, hasTicket: true }),
  both.of(isYes),
  promoted('prod', 2),
  resume.of({ who: 'sre-one', what: 'service', where: 'prod' }),
  // A hold of the environment ends by itself, and what all have agreed to goes on with it.
  hold.of({ who: 'dev', what: 'environment', where: 'prod', hours: 1, version: undefined }),
  promoted('prod', 2),
  both.of(isYes),
  hold.of({ who: 'dev', what: 'team', where: 'prod', hours: undefined, version: 3 }),
  wait.of({ hours: 1 }),
  tick.of({ who: 'stranger' }),
  resume.of({ who: 'dev', what: 'team', where: 'prod' }),
  // Pods for a while, too many of them, and such as somebody has to agree to.
  scale.of({ who: 'dev', where: 'staging', replicas: 8, hours: 1 }),
  scale.of({ who: 'dev', where: 'staging', replicas: 4, hours: 1 }),
  scale.of({ who: 'dev', where: 'prod', replicas: 3, hours: undefined }),
  answer.of({ who: 'sre-one', ...isYes }),
  wait.of({ hours: 1 }),
  tick.of({ who: 'dev' }),
  scale.of({ who: 'dev', where: 'staging', replicas: 3, hours: 2 }),
  back.of({ who: 'dev', where: 'staging' }),
  // In the daily freeze only what is urgent goes to prod; what waits is taken back while somebody agrees.
  hotfix.of({ who: 'dev', to: 'prod', version: 4, ticket: 'CHG-1' }),
  hotfix.of({ who: 'dev', to: 'prod', version: 4, ticket: 'INC-1' }),
  answer.of({ who: 'sre-one', ...isYes }),
  promoted('prod', 3),
  withdrawnMeanwhile.of({ who: 'dev', which: 0 }),
  freeze.of({ who: 'dev', where: 'staging', begins: 0, hours: 2, isByHand: false }),
  set.of({ who: 'dev', where: 'staging', seconds: 50 }),
  thaw.of({ who: 'dev', where: 'staging', isByHand: false }),
  tick.of({ who: 'dev' }),
  // A service is new, goes on and ends; another one ends and begins again.
  create.of({ who: 'dev', where: 'dev', version: 1 }),
  promote.of({ who: 'dev', service: 'extra', to: 'staging', version: 1, hasTicket: false }),
  retire.of({ who: 'dev', service: 'extra', where: undefined }),
  retire.of({ who: 'dev', service: 'web', where: 'staging' }),
  revive.of({ who: 'dev', where: 'staging' }),
];
