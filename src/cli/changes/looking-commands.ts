import type { CommandSpec } from '../command';
import { deliveryOptions, deliveryPlaceOf, dryRunOption } from './verb-commands';

/** Commands that look at the branch, and change nothing. */
export const lookingCommands: readonly CommandSpec[] = [
  {
    name: 'status',
    summary: 'show what runs where, since when, and what waits',
    arguments: [{ name: 'SERVICE...', summary: 'only these', isRequired: false, values: 'services' }],
    options: deliveryOptions,
    examples: [{ command: 'slipway status payment-service', summary: 'one service in every environment' }],
    run: async (input, context) => {
      const { showStatus } = await import('./show-status.js');
      return await showStatus(
        { ...deliveryPlaceOf(input), services: input.words, isJson: input.flag('json') },
        context,
      );
    },
  },
  {
    name: 'history',
    summary: 'show what ran where, when, why, and who agreed',
    description:
      'Newest first: releases as commits brought them, and between them what people have done in Argo CD by hand, as the ' +
      'controller has seen it: syncs, rollbacks, and actions such as promote-full and abort.',
    arguments: [
      { name: 'SERVICE', summary: 'name of the service', isRequired: true, values: 'services' },
      { name: 'ENV', summary: 'one environment; a name or an alias', isRequired: false, values: 'environments' },
    ],
    options: deliveryOptions,
    examples: [{ command: 'slipway history payment-service prod', summary: 'releases in prod, newest first' }],
    run: async (input, context) => {
      const { showHistory } = await import('./show-history.js');
      const [service = '', environment] = input.words;
      return await showHistory(
        { ...deliveryPlaceOf(input), service, environment, isJson: input.flag('json') },
        context,
      );
    },
  },
  {
    name: 'why',
    summary: 'say why what you want does not go ahead, and what to do next',
    arguments: [
      { name: 'SERVICE', summary: 'name of the service', isRequired: true, values: 'services' },
      { name: 'ENV', summary: 'environment; a name or an alias', isRequired: true, values: 'environments' },
    ],
    options: deliveryOptions,
    examples: [{ command: 'slipway why payment-service prod', summary: 'what is in the way of prod' }],
    run: async (input, context) => {
      const { showWhy } = await import('./show-why.js');
      const [service = '', environment = ''] = input.words;
      return await showWhy({ ...deliveryPlaceOf(input), service, environment, isJson: input.flag('json') }, context);
    },
  },
  {
    name: 'evidence',
    summary: 'tell how tests of a release ended',
    description:
      'Stores how a run of tests ended, signed with the key of the pipeline: platform.yaml has to list it below "attesters". ' +
      'It counts for exactly this release: for another digest it counts for nothing.',
    arguments: [{ name: 'SERVICE', summary: 'name of the service', isRequired: true, values: 'services' }],
    options: [
      { flags: '--version <VERSION>', summary: 'tag of the image that was tested (required)' },
      { flags: '--digest <DIGEST>', summary: 'digest of the image that was tested' },
      {
        flags: '--env <ENV>',
        summary: 'where the tests ran (default: nowhere, before it was released)',
        values: 'environments',
      },
      { flags: '--name <NAME>', summary: 'name of the tests, such as "integration" (required)' },
      { flags: '--passed', summary: 'they passed' },
      { flags: '--failed', summary: 'they failed' },
      { flags: '--link <URL>', summary: 'where people read more' },
      dryRunOption,
      ...deliveryOptions,
    ],
    examples: [
      {
        command: 'slipway evidence payment-service --version v1.3.0 --name integration --passed',
        summary: 'what a pipeline runs after its tests',
      },
    ],
    isWriting: true,
    run: async (input, context) => {
      const { addEvidence } = await import('./add-evidence.js');
      return await addEvidence(
        {
          ...deliveryPlaceOf(input),
          service: input.words[0] ?? '',
          version: input.text('version'),
          digest: input.text('digest'),
          environment: input.text('env'),
          name: input.text('name'),
          hasPassed: input.flag('passed'),
          hasFailed: input.flag('failed'),
          link: input.text('link'),
          isDryRun: input.flag('dryRun'),
          isJson: input.flag('json'),
        },
        context,
      );
    },
  },
  {
    name: 'gate',
    summary: 'judge commits by the gates of the catalog before them',
    description:
      'Makes the decision of "slipway promote" over commits that are there, by hand or not: for a required check of a pull ' +
      'request, a merge queue, a pre-receive hook. What a commit does is found from its bytes; the gates of its parent and of ' +
      'BASE have to allow it.',
    arguments: [{ name: 'RANGE', summary: 'BASE..HEAD', isRequired: true }],
    options: [
      {
        flags: '--reviews <FILE>',
        summary: 'reviews that a job of the forge fetched: {"reviews": [{by, teams, answer, commit, at}]}',
        values: 'folders',
      },
      {
        flags: '--keep',
        summary: 'keep the reviews in Git, signed with --key of an attester of "forge", so that audit finds them',
      },
      {
        flags: '--bare <DIR>',
        summary:
          'bare repository to judge in, without a clone or a remote, as a hook does; --catalog is then a path in it',
        values: 'folders',
      },
      ...deliveryOptions,
    ],
    examples: [
      { command: 'slipway gate origin/main..HEAD', summary: 'judge a branch' },
      {
        command: 'slipway gate origin/main..HEAD --reviews reviews.json',
        summary: 'with the reviews of a pull request',
      },
      { command: 'slipway gate --bare . "$old..$new"', summary: 'in a pre-receive hook' },
    ],
    run: async (input, context) => {
      const { judgeCommits } = await import('./judge-commits.js');
      const bare = input.text('bare');
      return await judgeCommits(
        {
          // Around a bare repository there is no catalog.
          where: bare === undefined ? deliveryPlaceOf(input) : { bare, catalog: input.text('catalog') },
          range: input.words[0],
          reviews: input.text('reviews'),
          isKeeping: input.flag('keep'),
          isAudit: false,
          isJson: input.flag('json'),
        },
        context,
      );
    },
  },
  {
    name: 'audit',
    summary: 'say of every commit whether it was allowed, from Git alone',
    description:
      'Decides again about every commit that touches the catalog or rendered files: a change with its record, by hand and ' +
      'allowed, by hand and not, or unexplained.',
    arguments: [{ name: 'RANGE', summary: 'BASE..HEAD (default: the whole branch)', isRequired: false }],
    options: [
      {
        flags: '--reviews <FILE>',
        summary: 'reviews of pull requests that were merged, as "slipway gate" takes them',
        values: 'folders',
      },
      ...deliveryOptions,
    ],
    examples: [{ command: 'slipway audit v1.0..main', summary: 'since a tag' }],
    run: async (input, context) => {
      const { judgeCommits } = await import('./judge-commits.js');
      return await judgeCommits(
        {
          where: deliveryPlaceOf(input),
          range: input.words[0],
          reviews: input.text('reviews'),
          isKeeping: false,
          isAudit: true,
          isJson: input.flag('json'),
        },
        context,
      );
    },
  },
];
