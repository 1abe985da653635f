import * as z from 'zod';

import { effectKinds } from './effect-kind';
import { Span } from './instant';
import { DnsLabel, pattern } from './names';
import { PublicKey } from './people';
import { TicketPattern } from './ticket-form';
import { verbNames } from './verb-name';

/** A team of the platform, or `{team}` for the one that owns the service. */
const TeamPattern = pattern(['team']);

const kinds = z
  .array(z.enum(effectKinds))
  .min(1, 'must name at least one kind of effect')
  .optional()
  .describe('Kinds of effects that it is about. Default: every kind.');

/** How many people of which teams have to agree. Nobody counts twice, and whoever asked does not count. */
export const ApprovalRule = z.strictObject({
  count: z.int().min(1, 'must be 1 or more').max(20, 'must be 20 or less').describe('How many people.'),
  teams: z
    .array(TeamPattern)
    .min(1, 'must name at least one team')
    .describe('Teams that they are of; "{team}" is the owner of the service.'),
  kinds,
});
export type ApprovalRule = z.infer<typeof ApprovalRule>;

/** What a release must have shown in the environments before. */
const EvidenceGate = z.strictObject({
  healthyFor: Span.optional().describe('How long it has to have been healthy there, such as "30m".'),
  sameDigest: z
    .boolean()
    .default(true)
    .describe('Whether it has to be the same bytes there, not only the same version.'),
  tests: z
    .enum(['never', 'when-asked', 'always'])
    .default('when-asked')
    .describe('Whether tests have to have passed there: never, when the request asks for it (run_tests), or always.'),
});

const TicketGate = z
  .strictObject({
    prefix: z
      .string()
      .regex(
        /^[A-Z][A-Z0-9]{0,19}-$/,
        'must be what tickets begin with, such as "CHG-"; for another form there is "pattern"',
      )
      .optional()
      .describe('What a ticket begins with; digits follow.'),
    pattern: TicketPattern.optional().describe(
      'Form of a ticket, instead of a prefix: "#" stands for digits, "###" for exactly three. "PROJ-A-#".',
    ),
    kinds,
  })
  .refine(({ prefix, pattern: form }) => (prefix === undefined) !== (form === undefined), {
    message: 'must have either "prefix" or "pattern"',
  });

/** Who may ask for what. Somebody may do what any of these lines allows; without lines everybody may ask for everything. */
export const PermissionRule = z.strictObject({
  verbs: z.array(z.enum(verbNames)).min(1, 'must name at least one verb').optional().describe('Default: every verb.'),
  services: z.array(z.string().min(1)).min(1).optional().describe('Services; "*" stands for any text. Default: all.'),
  teams: z
    .array(TeamPattern)
    .min(1, 'must name at least one team')
    .optional()
    .describe('Teams of whoever asks; "{team}" is the owner of the service.'),
  tokens: z.array(DnsLabel).min(1).optional().describe('Names of pipelines that may ask with a token.'),
});
export type PermissionRule = z.infer<typeof PermissionRule>;

/** What an urgent fix does not need, and what it needs instead. */
const Exemption = z.strictObject({
  skips: z
    .array(z.enum(['order', 'evidence', 'freeze', 'hold']))
    .min(1, 'must name at least one gate')
    .describe('Gates that are not asked.'),
  approvals: z
    .array(ApprovalRule)
    .default([])
    .describe('Approvals instead of the usual ones, for the kinds of effects that they name. Default: the usual ones.'),
  ticket: TicketGate.optional().describe('Ticket that it has to name. Default: the usual one.'),
});

/** What the signed word of a program counts for. */
export const attestations = ['changes', 'portal', 'forge', 'health', 'tests'] as const;
export type Attestation = (typeof attestations)[number];

/**
 * A program whose signed word counts: a controller that passes on what the portal or Argo CD told it, a pipeline that ran tests.
 * Whoever can push can write anything; only its key says that it was the program.
 */
export const Attester = z.strictObject({
  keys: z.array(PublicKey).min(1, 'must have at least one key').describe('SSH keys that it signs with.'),
  of: z.array(z.enum(attestations)).min(1, 'must name at least one').describe('What its word counts for.'),
});
export type Attester = z.infer<typeof Attester>;

/**
 * What an effect must have before it may go ahead in an environment. Each key of the environment replaces the one of the
 * platform as a whole.
 */
export const Gates = z.strictObject({
  after: z
    .array(DnsLabel)
    .optional()
    .describe('Environments in which a release must have been before; [] for none. Default: none.'),
  evidence: EvidenceGate.optional().describe('What the release must have shown in those environments.'),
  approvals: z.array(ApprovalRule).optional().describe('Who has to agree. Default: nobody.'),
  approvalLife: Span.optional().describe('How long an approval counts. Default: 24h.'),
  ticket: TicketGate.optional().describe('A change ticket has to be named. Default: none.'),
  limits: z
    .strictObject({
      replicas: z.int().min(1, 'must be 1 or more').optional().describe('Most pods of one service.'),
      fewestReplicas: z
        .int()
        .min(1, 'must be 1 or more')
        .optional()
        .describe('Fewest pods of one service: with 1 nobody scales it to nothing. Default: none.'),
    })
    .refine(({ replicas, fewestReplicas }) => (fewestReplicas ?? 0) <= (replicas ?? Infinity), {
      message: 'must not have more "fewestReplicas" than "replicas"',
    })
    .optional()
    .describe('How much, and how little, one change may ask for.'),
  permissions: z
    .array(PermissionRule)
    .min(1, 'must have at least one line')
    .optional()
    .describe('Who may ask for what. Default: everybody for everything.'),
  hotfix: Exemption.optional().describe('What an urgent fix does not need. Default: there is no such way.'),
});
export type Gates = z.infer<typeof Gates>;
