import type { PortalReport } from '../journal/reports';
import { deploymentEntity, serviceEntity } from '../../portal/port/entities';
import type { ChangeOutcome } from '../door';

/** What the portal is told of an outcome. */
export interface OutcomeReportOptions {
  /** Name of the blueprint of services. */
  readonly blueprint: string;
}

/** Characters of a summary that people read. */
const longestSummary = 2000;

/**
 * What is told of an outcome: what has changed, what happened, and how the run ends. A run of what waits goes on; whoever can
 * give what is missing is told.
 */
export function outcomeReports(outcome: ChangeOutcome, { blueprint }: OutcomeReportOptions): readonly PortalReport[] {
  const { runId, state, link } = outcome;
  const words = outcome.words.slice(0, longestSummary);
  const entities: readonly PortalReport[] = [
    ...(outcome.services ?? []).map((one): PortalReport => ({
      kind: 'entity',
      runId,
      entity: serviceEntity(one, blueprint),
    })),
    ...(outcome.placements ?? []).map((one): PortalReport => ({
      kind: 'entity',
      runId,
      entity: deploymentEntity(one),
    })),
  ];
  switch (state) {
    case 'later':
      return [{ kind: 'log', runId, stage: 'later', message: `tried again soon: ${words}` }];
    case 'waiting':
      return [
        ...entities,
        { kind: 'log', runId, stage: 'waiting', message: [`waits: ${words}`, ...outcome.effects].join('\n') },
        ...(link === undefined ? [] : [{ kind: 'link', runId, link, label: 'Waiting' } satisfies PortalReport]),
        {
          kind: 'notice',
          runId,
          notice: { proposal: runId, text: words, effects: outcome.effects, digest: outcome.digest, link },
        },
      ];
    default: {
      const isSuccess = state === 'committed' || state === 'unchanged';
      const message = [`${labels[state].toLowerCase()}: ${words}`, ...outcome.effects].join('\n');
      return [
        ...entities,
        { kind: 'log', runId, stage: 'ended', message },
        { kind: 'end', runId, end: { isSuccess, label: labels[state], summary: words, link } },
      ];
    }
  }
}

const labels: Readonly<Record<Exclude<ChangeOutcome['state'], 'later' | 'waiting'>, string>> = {
  committed: 'Committed',
  unchanged: 'Nothing to change',
  refused: 'Refused',
  invalid: 'Cannot be done',
  rejected: 'Rejected by Git',
};
