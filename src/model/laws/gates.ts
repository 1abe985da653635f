import { documents, inOrderOfNames } from '../catalog';
import type { Breach, Catalog, DocumentName } from '../catalog';
import type { SettingPath } from '../explain';
import type { Gates } from '../gates';
import { gatesOf } from '../gates-of';
import { fill } from '../names';
import { didYouMean } from '../nearest';

/** Gates can be passed: what they name exists, and no environment waits for itself. */
export function checkGates(catalog: Catalog): readonly Breach[] {
  const said = [...gatesWithPlaces(catalog)];
  return [
    ...said.flatMap((one) => [...unknownEnvironments(catalog, one)]),
    ...said.flatMap((one) => [...unknownTeams(catalog, one)]),
    ...teamsOfPeople(catalog),
    ...circles(catalog),
  ];
}

interface SaidGates {
  readonly document: DocumentName;
  readonly gates: Gates;
}

function* gatesWithPlaces({ platform, environments }: Catalog): Iterable<SaidGates> {
  yield { document: documents.platform, gates: platform.gates };
  for (const [name, { gates }] of inOrderOfNames(environments)) {
    yield { document: documents.environment(name), gates };
  }
}

function* unknownEnvironments({ environments }: Catalog, { document, gates }: SaidGates): Iterable<Breach> {
  for (const [index, name] of (gates.after ?? []).entries()) {
    if (environments.has(name)) continue;
    yield {
      document,
      path: ['gates', 'after', index],
      message: `unknown environment "${name}"`,
      hint: didYouMean(name, environments.keys()),
    };
  }
}

function* unknownTeams(catalog: Catalog, { document, gates }: SaidGates): Iterable<Breach> {
  const rules = [
    ...(gates.approvals ?? []).map(({ teams }, index) => ({ teams, path: ['gates', 'approvals', index] })),
    ...(gates.permissions ?? []).map(({ teams = [] }, index) => ({ teams, path: ['gates', 'permissions', index] })),
    ...(gates.hotfix?.approvals ?? []).map(({ teams }, index) => ({
      teams,
      path: ['gates', 'hotfix', 'approvals', index],
    })),
  ];
  for (const { teams, path } of rules) {
    for (const [index, team] of teams.entries()) yield* unknownTeam(catalog, document, [...path, 'teams', index], team);
  }
}

/** A pattern names a team for each team that owns a service. */
function* unknownTeam(catalog: Catalog, document: DocumentName, path: SettingPath, pattern: string): Iterable<Breach> {
  const owners = [...catalog.services.values()].map(({ service }) => service.team);
  const names = pattern.includes('{') ? owners.map((team) => fill(pattern, { team })) : [pattern];
  // A service whose team is unknown is a breach of its own.
  const unknown = names.find((name) => !Object.hasOwn(catalog.platform.teams, name) && !owners.includes(name));
  if (unknown === undefined) return;
  const hint = didYouMean(unknown, Object.keys(catalog.platform.teams));
  yield { document, path, message: `unknown team "${unknown}"`, hint };
}

function* teamsOfPeople({ platform, people }: Catalog): Iterable<Breach> {
  const known = Object.keys(platform.teams);
  for (const [name, { teams }] of Object.entries(people?.people ?? {})) {
    for (const [index, team] of teams.entries()) {
      if (known.includes(team)) continue;
      yield {
        document: documents.people,
        path: ['people', name, 'teams', index],
        message: `unknown team "${team}"`,
        hint: didYouMean(team, known),
      };
    }
  }
}

/** Each circle once, at its first environment in the order of names. */
function* circles(catalog: Catalog): Iterable<Breach> {
  const { environments } = catalog;
  const afterOf = (name: string): readonly string[] =>
    environments.has(name) ? (gatesOf(catalog, name).after ?? []) : [];
  for (const [start, { gates }] of inOrderOfNames(environments)) {
    const ways = new Map([[start, [start]]]);
    // A map may grow while it is walked through.
    for (const [name, way] of ways) {
      for (const next of afterOf(name)) {
        if (next !== start) {
          if (!ways.has(next)) ways.set(next, [...way, next]);
          continue;
        }
        if (way.some((other) => other < start)) continue;
        const isOwn = gates.after !== undefined;
        yield {
          document: isOwn ? documents.environment(start) : documents.platform,
          path: ['gates', 'after'],
          message: `environments wait for each other in a circle: ${[...way, start].join(' -> ')}`,
          hint: isOwn ? 'remove one of these names' : `say "after: []" in the gates of the first environment`,
        };
      }
    }
  }
}
