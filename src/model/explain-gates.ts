import { documents } from './catalog';
import type { Catalog } from './catalog';
import { describeGate } from './describe-gate';
import type { ValueSource } from './explain';
import { isRecurring } from './freeze';
import { Gates } from './gates';
import type { Hold } from './hold';
import { fill } from './names';
import type { Resolved } from './resolve';

/** What a change has to have here, or what is in its way, and who says so. */
export interface ExplainedGate {
  readonly name: keyof Gates | 'freeze' | 'hold';
  /** For people, on one line. */
  readonly words: string;
  /** As the catalog says it. */
  readonly value: unknown;
  readonly source: ValueSource;
}

/** The gates of an environment, those of the platform below; freezes; and the holds of a service there. */
export function explainGates({ platform }: Catalog, resolved: Resolved): readonly ExplainedGate[] {
  const { environment, wants, where } = resolved;
  const inEnvironment = sourceIn('environment', `environment ${environment}`, documents.environment(environment));
  const inPlatform = sourceIn('platform', 'platform', documents.platform);
  const gates = Gates.keyof().options.flatMap((name): readonly ExplainedGate[] => {
    const isOwn = where.gates[name] !== undefined;
    const said = isOwn ? where.gates : platform.gates;
    if (said[name] === undefined) return [];
    const source = (isOwn ? inEnvironment : inPlatform)('gates', name);
    return [{ name, words: fill(describeGate(said, name), { team: wants.team }), value: said[name], source }];
  });
  const freezes = where.freezes.map((freeze, index): ExplainedGate => {
    const when = isRecurring(freeze)
      ? `${freeze.schedule} for ${freeze.duration}, ${freeze.timeZone}`
      : `${freeze.from} to ${freeze.until}`;
    return {
      name: 'freeze',
      words: `${freeze.reason} (${when})`,
      value: freeze,
      source: inEnvironment('freezes', index, 'reason'),
    };
  });
  return [...gates, ...freezes, ...holdsOf(platform, resolved, inEnvironment('hold'))];
}

function holdsOf(
  platform: Catalog['platform'],
  { service, environment, wants, where, overlay }: Resolved,
  inEnvironment: ValueSource,
): readonly ExplainedGate[] {
  const inOverlay = sourceIn(
    'overlay',
    `overlay ${service} in ${environment}`,
    documents.overlay(service, environment),
  );
  const inPlatform = sourceIn('platform', 'platform', documents.platform);
  const holds: readonly (readonly [hold: Hold | undefined, source: ValueSource])[] = [
    [overlay.hold, inOverlay('hold')],
    [platform.teams[wants.team]?.hold, inPlatform('teams', wants.team, 'hold')],
    [where.hold, inEnvironment],
  ];
  return holds.flatMap(([hold, source]) =>
    hold === undefined ? [] : [{ name: 'hold', words: `by ${hold.by}: ${hold.reason}`, value: hold, source } as const],
  );
}

type SourceAt = (...path: readonly (string | number)[]) => ValueSource;

function sourceIn(kind: ValueSource['kind'], name: string, document: string): SourceAt {
  return (...path) => ({ kind, name, document, path });
}
