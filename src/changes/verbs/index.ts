import type { Verb } from '../verb';
import { bump } from './bump';
import { create } from './create';
import { hold } from './hold';
import { promote } from './promote';
import { resume } from './resume';
import { retire } from './retire';
import { rollback } from './rollback';
import { scale } from './scale';
import { set } from './set';

/** Every verb that edits the catalog, in the order in which help lists them. */
export const verbs: readonly Verb[] = [create, bump, promote, rollback, scale, hold, resume, set, retire];
