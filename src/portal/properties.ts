import * as z from 'zod';

import { Instant, Span } from '../model/instant';
import { DnsLabel } from '../model/names';
import { ticketText } from '../model/ticket-form';
import type { PortalVerb } from './portal-call';

/** What people leave empty at a portal comes as null or as empty text, and is not said. */
function optional<Schema extends z.ZodType>(schema: Schema): z.ZodPreprocess<z.ZodOptional<Schema>> {
  return z.preprocess((value) => (value === null || value === '' ? undefined : value), schema.optional());
}

const Line = z
  .string()
  .regex(/^(?!\s)[^\p{Cc}\p{Zl}\p{Zp}]+$/u, 'must be one line')
  .max(255, 'must have at most 255 characters');
const Version = z
  .string()
  .regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/, 'must be a version such as "v1.2.0": it is the tag of an image');
const Ticket = z.string().regex(ticketText, 'must be a ticket such as "CHG-12345"');
const Quantity = z
  .string()
  .regex(/^[0-9]{1,12}(\.[0-9]{1,3})?[A-Za-z]{0,2}$/, 'must be an amount such as "500m" or "2Gi"');
const Word = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._+-]{0,62}$/, 'must be one word');
const Run = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/, 'must be the id of a run');

const current = optional(Version).describe('Version that has to run there now. Default: whatever runs.');
const why = { reason: optional(Line), change_ticket: optional(Ticket), hotfix: optional(Line) };
const answer = {
  proposal: Run.describe('Run id of what waits.'),
  of: optional(z.string().regex(/^sha256:[0-9a-f]{64}$/, 'must be a digest "sha256:..."')).describe(
    'Digest of what was looked at. Default: what the proposal does when the answer comes.',
  ),
  comment: optional(Line),
};

/**
 * What a portal's forms may fill in, by verb. Whether it makes sense for a service is for the verb to say, which knows the
 * catalog; whatever has no sense anywhere is refused here, before it is accepted.
 */
export const portalProperties = {
  create: z.strictObject({
    name: DnsLabel,
    team: DnsLabel,
    language: optional(Word),
    framework: optional(Word),
    template: optional(Word),
    port: optional(z.int().min(1).max(65_535)),
    database: optional(z.boolean()),
    redis: optional(z.boolean()),
    public: optional(z.boolean()),
    ...why,
  }),
  promote: z.strictObject({
    target_environment: DnsLabel,
    release: optional(Version),
    run_tests: optional(z.boolean()),
    current,
    ...why,
  }),
  rollback: z.strictObject({
    environment: optional(DnsLabel),
    target_version: optional(Version),
    current,
    ...why,
  }),
  scale: z.strictObject({
    environment: optional(DnsLabel),
    replicas: optional(z.int().min(0).max(10_000)),
    cpu_limit: optional(Quantity),
    memory_limit: optional(Quantity),
    until: optional(z.union([Instant, Span])),
    ...why,
  }),
  approve: z.strictObject(answer),
  reject: z.strictObject(answer),
} as const satisfies Readonly<Record<PortalVerb, z.ZodType>>;
