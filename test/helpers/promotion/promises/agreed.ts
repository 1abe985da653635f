import { at, isSame, listAt, textAt } from '../data';
import type { Change, Doing } from '../doings';
import type { Seen } from '../history';
import { isIn, personWho } from '../signers';
import { nameOf, spanOf, urgencyOf, type Promised } from '../told';

/** Those have agreed whom the rules of the commit before ask, to exactly this, not too long ago; and nobody has said no. */
export const agreed: Promised = function* ({ all, changes, told }) {
  for (const change of changes) {
    if (told.byHand.has(change.after.commit)) continue;
    const said = answersOf(change);
    if (said.some(({ answer }) => answer === 'reject')) yield `${nameOf(change)} was rejected`;
    for (const environment of new Set(change.doings.map((one) => one.environment))) {
      for (const { rule, kind } of rulesFor(change, environment)) {
        const teams = listAt(rule, 'teams');
        const people = new Set(
          said.flatMap((one) =>
            one.answer === 'approve' &&
            isIn(change.before.catalog, one.person, teams) &&
            counts(one, change, environment, all)
              ? one.person
              : [],
          ),
        );
        const needed = Number(at(rule, 'count'));
        if (people.size < needed)
          yield `${nameOf(change)}: ${kind} in ${environment} has ${people.size} of ${needed} approvals`;
      }
    }
  }
};

/** A ticket is named where one is asked for. */
export const ticketed: Promised = function* ({ changes, told }) {
  for (const change of changes) {
    if (told.byHand.has(change.after.commit)) continue;
    for (const doing of change.doings) {
      const gates = gatesOf(change, doing.environment);
      const isUrgent = urgencyOf(change) !== undefined && !isGuarded(doing);
      const wanted = [...(isUrgent ? [at(gates, 'hotfix', 'ticket')] : []), at(gates, 'ticket')].find(
        (one) => one !== undefined && isAbout(one, doing),
      );
      const prefix = textAt(wanted, 'prefix');
      const ticket = textAt(change.record?.asked, 'ticket') ?? '';
      if (prefix !== undefined && !(ticket.startsWith(prefix) && /^\d+$/.test(ticket.slice(prefix.length))))
        yield `${nameOf(change)}: ${doing.kind} in ${doing.environment} without a ticket of ${prefix}`;
    }
  }
};

interface Answer {
  readonly person: string;
  readonly answer: string;
  readonly of: string | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
}

function answersOf({ before, record }: Change): readonly Answer[] {
  return (record?.approvals ?? []).flatMap((one) => {
    const person = personWho(before.catalog, one, 'slipway-approval');
    const said: unknown = JSON.parse(one.statement);
    if (person === undefined || textAt(said, 'proposal') !== record?.runId) return [];
    return [
      {
        person,
        answer: textAt(said, 'answer') ?? '',
        of: textAt(said, 'of'),
        at: Date.parse(textAt(said, 'at') ?? ''),
      },
    ];
  });
}

function counts(one: Answer, change: Change, environment: string, all: readonly Seen[]): boolean {
  const { before, after, record } = change;
  if (record === undefined || one.of !== record.digest) return false;
  if (one.person === personWho(before.catalog, record.request, 'slipway-request')) return false;
  const life = spanOf(textAt(gatesOf(change, environment), 'approvalLife') ?? '24h');
  if (!(after.at - one.at <= life && one.at <= after.at)) return false;
  // What he looked at is what is changed now, to the byte, and by the same rules.
  const looked = all.slice(0, all.indexOf(after)).findLast((seen) => seen.at <= one.at);
  if (looked === undefined) return false;
  const isUntouched = after.paths
    .filter((path) => path !== record.path)
    .every((path) => looked.files.get(path) === before.files.get(path));
  const [then, now] = [looked, before].map(({ catalog }) => at(catalog.environments.get(environment), 'gates'));
  return isUntouched && isSame(then, now);
}

function rulesFor(change: Change, environment: string): readonly { readonly rule: unknown; readonly kind: string }[] {
  const gates = gatesOf(change, environment);
  const usual = listAt(gates, 'approvals');
  const most = Math.max(...usual.map((rule) => Number(at(rule, 'count'))));
  return change.doings
    .filter((doing) => doing.environment === environment)
    .flatMap((doing) => {
      const about = usual.filter((rule) => isAbout(rule, doing));
      const urgent =
        urgencyOf(change) === undefined
          ? []
          : listAt(gates, 'hotfix', 'approvals').filter((rule) => isAbout(rule, doing));
      const rules = isGuarded(doing)
        ? about.length > 0
          ? about
          : usual.filter((rule) => at(rule, 'count') === most)
        : urgent.length > 0
          ? urgent
          : about;
      return rules.map((rule) => ({ rule, kind: doing.kind }));
    });
}

function gatesOf({ before }: Change, environment: string): unknown {
  return at(before.catalog.environments.get(environment), 'gates');
}

function isAbout(rule: unknown, { kind }: Doing): boolean {
  const kinds = at(rule, 'kinds');
  return kinds === undefined || listAt(rule, 'kinds').includes(kind);
}

/** What changes who has to agree later. */
function isGuarded({ kind }: Doing): boolean {
  return kind === 'freeze' || kind === 'gates';
}
