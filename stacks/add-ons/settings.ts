import * as z from 'zod';

import { addOns } from '.';
import type { AddOn } from './add-on';

const all: readonly AddOn[] = addOns;

/** `slipway:addOns`: what is said is installed. */
export const AddOnSettings = z.strictObject(
  Object.fromEntries(all.map(({ name, summary, settings }) => [name, settings.optional().describe(summary)])),
);
export type AddOnSettings = z.infer<typeof AddOnSettings>;
