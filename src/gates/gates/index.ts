import type { Gate } from '../gate';
import { approvals } from './approvals';
import { evidence } from './evidence';
import { freeze } from './freeze';
import { holdGate } from './hold';
import { limits } from './limits';
import { order } from './order';
import { permissions } from './permissions';
import { ticket } from './ticket';

/** Every gate, in the order in which answers are read: who may ask, what is asked for, what it needs, and when. */
export const gates: readonly Gate[] = [permissions, limits, holdGate, order, evidence, ticket, approvals, freeze];
