import type { Effect } from '../../effects/effect';
import type { PermissionRule } from '../../model/gates';
import type { VerbName } from '../../model/verb-name';
import { replyOf } from '../gate';
import type { Gate, Look, Question } from '../gate';
import { teamsMeant } from '../owners';
import { peopleIn, somebodyOf } from '../somebody';
import { listed, once } from '../words';

/** Whoever asks may ask for it. */
export const permissions: Gate = {
  name: 'permissions',
  summary: `Somebody may do what any line allows; where there are lines, what none of them allows is refused. A line is about the verbs,
services, teams and pipelines that it names, or about all. People are in teams as for approvals; a name that nobody has proved is in
none, and a pipeline is no member of a team. An edit by hand and \`set\` can do what other verbs do: a release that they change
is asked for as \`bump\`, \`promote\` or \`rollback\`, pods as \`scale\`, a hold as \`hold\` or \`resume\`, a service that comes or
goes as \`create\` or \`retire\`, and everything else as \`set\`.`,
  example: `permissions:
  - { teams: ["{team}", sre-team] }
  - { verbs: [bump], tokens: [github-actions] }
`,
  ask: (question) => {
    const lines = question.gates.permissions;
    return lines === undefined ? undefined : replyOf(question.effects.map((effect) => lookAt(effect, lines, question)));
  },
};

function lookAt(effect: Effect, lines: readonly PermissionRule[], question: Question): Look {
  const { requester } = question.facts;
  const verbs = verbsOf(effect, question);
  const about = lines.filter((line) => isAbout(line, verbs, effect));
  if (about.some((line) => isFor(line, effect, question))) {
    return { verdict: 'allowed', effects: [effect], words: `${requester.name} may ask for it` };
  }
  const teams = once(about.flatMap((line) => teamsMeant(line.teams ?? [], effect, question)));
  const tokens = once(about.flatMap((line) => (line.tokens ?? []).map((token) => `the pipeline ${token}`)));
  const claimed = requester.proof === 'claimed' ? ', and nobody has proved that it is him' : '';
  const who = teams.length + tokens.length === 0 ? 'nobody may' : `${listed([...teams, ...tokens])} may`;
  return {
    verdict: 'refused',
    effects: [effect],
    words: `${requester.name} may not ask for ${verbs.join(' or ')} here${claimed}: ${who}`,
    whoCanGive: [...teams, ...peopleIn(question.catalog, teams), ...tokens],
  };
}

/** Verbs that an effect may have come by: what was asked for, or what does the like of an edit by hand. */
function verbsOf({ kind, path, before, after }: Effect, { facts: { verb } }: Question): readonly VerbName[] {
  if (verb !== undefined && verb !== 'set') return [verb];
  if (kind === 'release') return ['bump', 'promote', 'rollback'];
  if (kind === 'scale') return ['scale'];
  if (kind === 'hold') return [before === undefined ? 'hold' : 'resume'];
  if (kind === 'service' && path.length === 0) return [before === undefined ? 'create' : 'retire'];
  if (kind === 'service' && path.at(-1) === 'retired') return [after === true ? 'retire' : 'create'];
  return ['set'];
}

function isAbout({ verbs, services }: PermissionRule, asked: readonly VerbName[], { service }: Effect): boolean {
  return (
    (verbs === undefined || asked.some((verb) => verbs.includes(verb))) &&
    (services === undefined || (service !== undefined && services.some((pattern) => isLike(service, pattern))))
  );
}

function isFor(line: PermissionRule, effect: Effect, question: Question): boolean {
  const { requester } = question.facts;
  if (line.teams === undefined && line.tokens === undefined) return true;
  if (requester.isPipeline === true) {
    return requester.proof === 'token' && (line.tokens ?? []).includes(requester.name);
  }
  const own = somebodyOf(question.catalog, requester).teams;
  return teamsMeant(line.teams ?? [], effect, question).some((team) => own.includes(team));
}

// Pieces between stars come one after the other; the first one begins the name, and the last one ends it.
function isLike(name: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = name.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}
