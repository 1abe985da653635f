import type { CommandSpec, Input, OptionSpec } from '../command';
import type { Context, ExitCode } from '../context';
import { deliveryOptions, deliveryPlaceOf, dryRunOption } from './verb-commands';

const runIdArgument = {
  name: 'RUN-ID',
  summary: 'name of the request, as "slipway proposals" lists it',
  isRequired: true,
  values: 'proposals',
} as const;
const commentOption: OptionSpec = { flags: '--comment <TEXT>', summary: 'what to tell the others' };
const digestOption: OptionSpec = {
  flags: '--of <DIGEST>',
  summary: 'what was looked at; refuse when the request does something else by now (default: what it does now)',
};

/** Commands about requests that wait. */
export const proposalCommands: readonly CommandSpec[] = [
  {
    name: 'proposals',
    summary: 'list what waits, and for what',
    description:
      'Lists every request that waits, with what it does, who asked and what each gate says. Of one request it shows as well ' +
      'what that changes in the rendered objects, by risk: what to look at before you approve it.',
    arguments: [{ ...runIdArgument, isRequired: false }],
    options: deliveryOptions,
    examples: [
      { command: 'slipway proposals', summary: 'everything that waits' },
      { command: 'slipway proposals cli-4f1c', summary: 'one request, with what it changes in objects' },
    ],
    run: async (input, context) => {
      const { listProposals } = await import('./list-proposals.js');
      return await listProposals(
        { ...deliveryPlaceOf(input), runId: input.words[0], isJson: input.flag('json') },
        context,
      );
    },
  },
  {
    name: 'approve',
    summary: 'agree to what waits, with your key',
    description:
      'Signs an approval with your SSH key, which catalog/people.yaml has to list. It is bound to exactly what the request ' +
      'does: when that becomes something else, it does not count any more. With the last thing that was missing, the change ' +
      'is committed.',
    arguments: [runIdArgument],
    options: [commentOption, digestOption, dryRunOption, ...deliveryOptions],
    examples: [{ command: 'slipway approve cli-4f1c --key ~/.ssh/id_ed25519', summary: 'agree to a request' }],
    isWriting: true,
    run: async (input, context) => await runAnswer('approve', input, context),
  },
  {
    name: 'reject',
    summary: 'end what waits, with your key',
    description: 'Signs a rejection with your SSH key. One rejection ends a request.',
    arguments: [runIdArgument],
    options: [commentOption, dryRunOption, ...deliveryOptions],
    examples: [{ command: 'slipway reject cli-4f1c --comment "the migration is not ready"', summary: 'say no' }],
    isWriting: true,
    run: async (input, context) => await runAnswer('reject', input, context),
  },
  {
    name: 'withdraw',
    summary: 'take a request back that waits',
    description: 'Ends a request that waits, and deletes the branch that was made for it, if nobody has added to it.',
    arguments: [runIdArgument],
    options: [dryRunOption, ...deliveryOptions],
    examples: [{ command: 'slipway withdraw cli-4f1c', summary: 'take a request back' }],
    isWriting: true,
    run: async (input, context) => {
      const { withdrawProposal } = await import('./answer-proposal.js');
      return await withdrawProposal(
        {
          ...deliveryPlaceOf(input),
          runId: input.words[0] ?? '',
          isDryRun: input.flag('dryRun'),
          isJson: input.flag('json'),
        },
        context,
      );
    },
  },
  {
    name: 'tick',
    summary: 'do what has become due',
    description:
      'Looks at everything that waits again and commits what may go ahead by now, and ends what ends by itself: a scale with ' +
      'an end, a hold with an end. What a forge has merged gets the tags of its releases. For a scheduled job, where no controller runs.',
    arguments: [],
    options: [dryRunOption, ...deliveryOptions],
    examples: [
      { command: 'slipway tick', summary: 'what a scheduled job runs' },
      { command: 'slipway tick --dry-run', summary: 'what it would do now' },
    ],
    isWriting: true,
    run: async (input, context) => {
      const { runTick } = await import('./run-tick.js');
      return await runTick(
        { ...deliveryPlaceOf(input), isDryRun: input.flag('dryRun'), isJson: input.flag('json') },
        context,
      );
    },
  },
];

/** A rejection is of the request, whatever it does by now: its command has no `--of`. */
async function runAnswer(answer: 'approve' | 'reject', input: Input, context: Context): Promise<ExitCode> {
  const { answerProposal } = await import('./answer-proposal.js');
  return await answerProposal(
    {
      ...deliveryPlaceOf(input),
      runId: input.words[0] ?? '',
      answer,
      comment: input.text('comment'),
      of: input.text('of'),
      isDryRun: input.flag('dryRun'),
      isJson: input.flag('json'),
    },
    context,
  );
}
