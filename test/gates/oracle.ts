import type { Effect, Effects } from '../../src/effects/effect';
import type { Catalog } from '../../src/model/catalog';
import type { ApprovalRule, Gates } from '../../src/model/gates';

// What may go ahead, said again from the design and from nothing else: it imports nothing of what it judges. It is slow and
// plain, and only takes what the arbitrary worlds have: freezes in UTC, teams without placeholders in their middle.

type Word = 'allowed' | 'waiting' | 'refused';

/** What is true of an identity, whatever it is called. */
export interface Truth {
  /** Same for all names of one person. */
  readonly who: string;
  /** Whether people.yaml has the name. */
  readonly isListed: boolean;
  /** Teams that it may speak for. */
  readonly teams: readonly string[];
  /** Whether it is a word of a person that somebody has proved. */
  readonly isProved: boolean;
  /** Who tells it: two names of two sources may be one person, unless people.yaml says who they are. */
  readonly source: string;
}

/** Plain facts, as the gates get them, with identities replaced by what is true of them. */
export interface PlainFacts {
  readonly now: string;
  readonly verb: string | undefined;
  readonly requester: Truth & { readonly pipeline: string | undefined };
  readonly alsoInvolved: readonly Truth[];
  readonly approvals: readonly { readonly by: Truth; readonly answer: string; readonly at: string }[];
  readonly ticket: { readonly ticket: string; readonly state: string } | undefined;
  readonly evidence: readonly {
    readonly service: string;
    readonly environment: string;
    readonly release: { readonly version: string; readonly digest?: string | undefined };
    readonly healthySince?: string | undefined;
    readonly lastBad?: string | undefined;
    readonly observedAt: string;
    readonly tests: readonly {
      readonly name: string;
      readonly hasPassed: boolean;
      readonly at: string;
      readonly proof: string;
    }[];
  }[];
  readonly wantsTests: boolean;
  readonly isUrgent: boolean;
}

interface Here {
  readonly name: string;
  readonly gates: Gates;
  readonly effects: readonly Effect[];
  readonly catalog: Catalog;
  readonly facts: PlainFacts;
}

export function oracle(catalog: Catalog, { effects, renderedPaths }: Effects, facts: PlainFacts): Word {
  let all: Word = 'allowed';
  const everywhere = effects.filter(
    (effect) => effect.environment === undefined && !['setting', 'service'].includes(effect.kind),
  );
  const names = new Set(effects.flatMap((effect) => effect.environment ?? []));
  for (const name of renderedPaths.keys()) names.add(name);
  if (everywhere.length > 0) for (const name of catalog.environments.keys()) names.add(name);
  for (const name of names) {
    const own = effects.filter((effect) => effect.environment === name);
    const felt = [...own, ...everywhere];
    // Who may change what, and when, is no reason for bytes to differ that run somewhere; of these, a hold is seen in no file.
    const isFelt = (...kinds: readonly string[]): boolean => felt.some(({ kind }) => kinds.includes(kind));
    const deploys = felt.some(({ kind }) => !['gates', 'people', 'freeze', 'hold'].includes(kind));
    const paths = renderedPaths.get(name) ?? [];
    const isSaid = (path: string): boolean =>
      path.includes('/bootstrap/app-project-') && isFelt('gates', 'people', 'freeze');
    if (!deploys && !paths.every(isSaid)) {
      felt.push({ kind: 'rendering', environment: name, path: [], before: undefined, after: undefined, words: '' });
    }
    const gates: Gates = { ...catalog.platform.gates, ...catalog.environments.get(name)?.gates };
    const here: Here = { name, gates, effects: felt, catalog, facts };
    for (const gate of Object.values(said)) all = worse(all, gate(here));
  }
  return all;
}

const said: Record<string, (here: Here) => Word> = {
  permission(here) {
    const lines = here.gates.permissions;
    if (lines === undefined) return 'allowed';
    const { requester, verb } = here.facts;
    const may = (effect: Effect): boolean => {
      for (const line of lines) {
        const verbs = verb === undefined || verb === 'set' ? likelyVerbs(effect) : [verb];
        if (line.verbs !== undefined && !verbs.some((one) => line.verbs?.some((other) => other === one))) continue;
        const isService = (text: string): boolean =>
          text === effect.service || (text === '*' && effect.service !== undefined);
        if (line.services?.some(isService) === false) continue;
        if (line.teams === undefined && line.tokens === undefined) return true;
        if (requester.pipeline === undefined) {
          for (const team of line.teams ?? [])
            if (asTeams(here, effect, team).some((one) => requester.teams.includes(one))) return true;
        } else if (line.tokens?.includes(requester.pipeline) === true) return true;
      }
      return false;
    };
    return here.effects.every(may) ? 'allowed' : 'refused';
  },

  limit(here) {
    const { replicas: most = Infinity, fewestReplicas: fewest = 0 } = here.gates.limits ?? {};
    for (const { kind, before, after } of here.effects) {
      if (kind !== 'scale') continue;
      if (pods(after) > most && pods(after) > pods(before)) return 'refused';
      if (fewestPods(after) < fewest && !(fewestPods(after) >= fewestPods(before))) return 'refused';
    }
    return 'allowed';
  },

  hold(here) {
    let word: Word = 'allowed';
    for (const { service, version, digest } of newReleases(here)) {
      const entry = here.catalog.services.get(service);
      const holds = [
        entry?.overlays.get(here.name)?.hold,
        here.catalog.platform.teams[entry?.service.team ?? '']?.hold,
        here.catalog.environments.get(here.name)?.hold,
      ];
      for (const one of holds) {
        if (one === undefined) continue;
        if (one.releases !== undefined && ![version, digest ?? version].some((name) => one.releases?.includes(name)))
          continue;
        if (one.until === undefined) word = worse(word, isSkipped(here, 'hold') ? 'allowed' : 'refused');
        else if (time(one.until) > time(here.facts.now))
          word = worse(word, isSkipped(here, 'hold') ? 'allowed' : 'waiting');
      }
    }
    return word;
  },

  order(here) {
    if (isSkipped(here, 'order')) return 'allowed';
    for (const coming of newReleases(here)) {
      if (wasFineHere(here, coming)) continue;
      for (const earlier of here.gates.after ?? []) {
        const there = here.catalog.services.get(coming.service)?.overlays.get(earlier)?.release;
        const seen = here.facts.evidence.some(
          (one) => one.service === coming.service && one.environment === earlier && mayBe(coming, one.release),
        );
        if (!seen && !(there !== undefined && mayBe(coming, there))) return 'waiting';
      }
    }
    return 'allowed';
  },

  evidence(here) {
    const wanted = here.gates.evidence;
    if (wanted === undefined || isSkipped(here, 'evidence')) return 'allowed';
    for (const coming of newReleases(here)) {
      const isFine = wasFineHere(here, coming);
      for (const earlier of here.gates.after ?? []) {
        const isTested = wanted.tests !== 'never' && (here.facts.wantsTests || (wanted.tests === 'always' && !isFine));
        const isSoaked = wanted.healthyFor !== undefined && !isFine;
        if (isFine && !isTested) continue;
        if (wanted.sameDigest && coming.digest === undefined) return 'waiting';
        const is = (other: Release): boolean =>
          wanted.sameDigest ? coming.digest === other.digest : mayBe(coming, other);
        const last = lastOf(here, coming.service, earlier, is);
        if (last === undefined) {
          const there = here.catalog.services.get(coming.service)?.overlays.get(earlier)?.release;
          if (isTested || isSoaked || there === undefined || !is(there)) return 'waiting';
          continue;
        }
        if (isSoaked && healthy(last, here.facts.now) < span(wanted.healthyFor ?? '')) return 'waiting';
        if (isTested && !isPassed(last.tests)) return 'waiting';
      }
    }
    return 'allowed';
  },

  ticket(here) {
    let word: Word = 'allowed';
    for (const effect of here.effects) {
      const own = here.facts.isUrgent && !isAboutGates(effect) ? here.gates.hotfix?.ticket : undefined;
      const gate = own !== undefined && isOfKind(own, effect) ? own : here.gates.ticket;
      if (gate === undefined || !isOfKind(gate, effect)) continue;
      const named = here.facts.ticket;
      if (named === undefined) word = worse(word, 'waiting');
      else if (!formOf(gate).test(named.ticket) || named.state === 'refused') word = 'refused';
      else if (named.state === 'unknown' && here.catalog.platform.tickets !== undefined) word = worse(word, 'waiting');
    }
    return word;
  },

  approvals(here) {
    const { approvals, requester, alsoInvolved, now } = here.facts;
    if (approvals.some(({ answer, by }) => answer === 'reject' && by.isProved)) return 'refused';
    const hands = new Set([requester.who, ...alsoInvolved.map(({ who }) => who)]);
    const good = approvals.filter(({ answer, by, at }) => {
      if (answer !== 'approve' || !by.isProved || hands.has(by.who)) return false;
      const age = time(now) - time(at);
      if (age > span(here.gates.approvalLife ?? '24h') || age < -300_000) return false;
      const isRequesterVague = !requester.isListed && ['forge', 'portal'].includes(requester.source);
      return by.isListed || !isRequesterVague || requester.source === by.source;
    });
    for (const effect of here.effects) {
      for (const rule of rulesOf(here, effect)) {
        const teams = new Set(rule.teams.flatMap((team) => asTeams(here, effect, team)));
        const members = good.map(({ by }) => by).filter((by) => by.teams.some((team) => teams.has(team)));
        const count = (which: (by: Truth) => boolean): number =>
          new Set(members.filter(which).map(({ who }) => who)).size;
        const isListedTeam = Object.values(here.catalog.people?.people ?? {}).some((one) =>
          one.teams.some((team) => teams.has(team)),
        );
        const strangers = Math.max(
          ...['forge', 'portal'].map((source) => count((by) => !by.isListed && by.source === source)),
        );
        if ((isListedTeam ? count((by) => by.isListed) : strangers) < rule.count) return 'waiting';
      }
    }
    return 'allowed';
  },

  freeze(here) {
    const idle = new Set<string>(['gates', 'people', 'freeze', 'hold']);
    if (here.effects.every(({ kind }) => idle.has(kind))) return 'allowed';
    // What is urgent is not about gates, and what is about gates but deploys something is not urgent.
    const isBound = here.effects.some((effect) => isAboutGates(effect) && !idle.has(effect.kind));
    if (isSkipped(here, 'freeze') && !isBound) return 'allowed';
    const now = time(here.facts.now);
    for (const freeze of here.catalog.environments.get(here.name)?.freezes ?? []) {
      if ('from' in freeze) {
        if (time(freeze.from) <= now && now < time(freeze.until)) return 'waiting';
        continue;
      }
      const { schedule, duration } = freeze;
      const [minute, hour, , , weekday] = schedule.split(' ');
      const lasts = span(duration);
      for (let start = Math.floor(now / 60_000) * 60_000; start > now - lasts; start -= 60_000) {
        const date = new Date(start);
        const isDay = weekday === '*' || Number(weekday) === date.getUTCDay();
        if (isDay && date.getUTCHours() === Number(hour) && date.getUTCMinutes() === Number(minute)) return 'waiting';
      }
    }
    return 'allowed';
  },
};

interface Release {
  readonly version: string;
  readonly digest?: string | undefined;
}

function worse(a: Word, b: Word): Word {
  if (a === 'refused' || b === 'refused') return 'refused';
  return a === 'waiting' || b === 'waiting' ? 'waiting' : 'allowed';
}

function time(instant: string): number {
  return new Date(instant).getTime();
}

function span(text: string): number {
  let total = 0;
  for (const [, count, unit] of text.matchAll(/(\d+)([dhm])/g)) {
    total += Number(count) * (unit === 'd' ? 86_400_000 : unit === 'h' ? 3_600_000 : 60_000);
  }
  return total;
}

function isSkipped({ facts, gates }: Here, gate: 'order' | 'evidence' | 'freeze' | 'hold'): boolean {
  return facts.isUrgent && gates.hotfix?.skips.includes(gate) === true;
}

function isAboutGates({ kind, path }: Effect): boolean {
  return (
    kind === 'gates' ||
    kind === 'people' ||
    kind === 'freeze' ||
    (kind === 'environment' && path.length === 0) ||
    (kind === 'service' && path[0] === 'team')
  );
}

function isOfKind({ kinds }: { readonly kinds?: readonly string[] | undefined }, { kind }: Effect): boolean {
  return kinds === undefined || kinds.includes(kind);
}

function rulesOf({ gates, facts }: Here, effect: Effect): readonly ApprovalRule[] {
  const usual = gates.approvals ?? [];
  const named = usual.filter((rule) => isOfKind(rule, effect));
  if (!isAboutGates(effect)) {
    const urgent = facts.isUrgent ? (gates.hotfix?.approvals ?? []).filter((rule) => isOfKind(rule, effect)) : [];
    return urgent.length > 0 ? urgent : named;
  }
  if (named.length > 0) return named;
  return usual.filter(({ count }) => usual.every((other) => other.count <= count));
}

function asTeams({ catalog, name }: Here, { service }: Effect, team: string): readonly string[] {
  if (team !== '{team}') return [team];
  const owner = service === undefined ? undefined : catalog.services.get(service)?.service.team;
  if (owner !== undefined) return [owner];
  const owners = catalog.environments.get(name)?.owners ?? [];
  return owners.length === 0 ? catalog.platform.owners : owners;
}

function newReleases({ effects, catalog, name }: Here): readonly (Release & { readonly service: string })[] {
  return effects.flatMap(({ kind, service, after }) => {
    if (kind !== 'release' || service === undefined) return [];
    // The worlds have no other effects of this kind.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const release = after as Release;
    const there = catalog.services.get(service)?.overlays.get(name)?.release;
    const isSame = there?.version === release.version && there.digest === release.digest;
    return isSame ? [] : [{ ...release, service }];
  });
}

function mayBe(a: Release, b: Release): boolean {
  if (a.version !== b.version) return false;
  return a.digest === undefined || b.digest === undefined || a.digest === b.digest;
}

type Seen = PlainFacts['evidence'][number];

function lastOf(
  { facts }: Here,
  service: string,
  environment: string,
  is: (release: Release) => boolean,
): Seen | undefined {
  let last: Seen | undefined;
  for (const one of facts.evidence) {
    if (one.service !== service || one.environment !== environment || !is(one.release)) continue;
    if (last === undefined || time(one.observedAt) >= time(last.observedAt)) last = one;
  }
  return last;
}

/** How long it was healthy; less than nothing when it was not. */
function healthy({ healthySince, lastBad, observedAt }: Seen, now: string): number {
  if (healthySince === undefined) return -1;
  if (lastBad !== undefined && time(lastBad) >= time(observedAt)) return -1;
  const from = Math.max(time(healthySince), lastBad === undefined ? 0 : time(lastBad));
  return Math.min(time(observedAt), time(now)) - from;
}

function wasFineHere(here: Here, coming: Release & { readonly service: string }): boolean {
  const { sameDigest = true, healthyFor = '' } = here.gates.evidence ?? {};
  const is = (other: Release): boolean =>
    sameDigest ? coming.digest !== undefined && coming.digest === other.digest : mayBe(coming, other);
  const last = lastOf(here, coming.service, here.name, is);
  return last !== undefined && healthy(last, here.facts.now) >= span(healthyFor);
}

function isPassed(tests: Seen['tests']): boolean {
  const proved = tests.filter(({ proof }) => proof !== 'claimed');
  const isLast = (test: Seen['tests'][number]): boolean =>
    !proved.some((other, index) => {
      if (other.name !== test.name || other === test) return false;
      return time(other.at) > time(test.at) || (time(other.at) === time(test.at) && index > proved.indexOf(test));
    });
  return proved.length > 0 && proved.filter(isLast).every(({ hasPassed }) => hasPassed);
}

function likelyVerbs({ kind, path, before, after }: Effect): readonly string[] {
  if (kind === 'release') return ['bump', 'promote', 'rollback'];
  if (kind === 'scale') return ['scale'];
  if (kind === 'hold') return before === undefined ? ['hold'] : ['resume'];
  if (kind === 'service' && path.length === 0) return before === undefined ? ['create'] : ['retire'];
  if (kind === 'service' && path[0] === 'retired') return after === true ? ['retire'] : ['create'];
  return ['set'];
}

/** The form of a ticket as an expression: of one `#` at most twenty digits. */
function formOf({
  prefix,
  pattern,
}: {
  readonly prefix?: string | undefined;
  readonly pattern?: string | undefined;
}): RegExp {
  if (prefix !== undefined) return new RegExp(`^${prefix}\\d{1,20}$`);
  const signs = (pattern ?? '').split(/(#+)/).map((part) => {
    if (part === '#') return '\\d{1,20}';
    return part.startsWith('#') ? `\\d{${part.length}}` : part.replaceAll(/[./-]/g, String.raw`\$&`);
  });
  return new RegExp(`^${signs.join('')}$`);
}

/** Of what says no number, as many as anybody wants. */
function fewestPods(scale: unknown): number {
  const { replicas, minReplicas } = (scale ?? {}) as { readonly replicas?: number; readonly minReplicas?: number };
  return replicas ?? minReplicas ?? Infinity;
}

function pods(scale: unknown): number {
  const { replicas = 0, maxReplicas = 0 } = (scale ?? {}) as {
    readonly replicas?: number;
    readonly maxReplicas?: number;
  };
  return Math.max(replicas, maxReplicas);
}
