import type { SshKeyTexts } from '../../signatures/new-ssh-key';
import { environmentSketches, environmentText, type EnvironmentSketch } from '../init/environment-text';
import type { InitFile, InitNames } from '../init/names';
import { overlayText, serviceText } from '../init/service-texts';
import { documents } from '../../model/catalog';

/** Who plays: roles, not people. Each has a key of its own. */
export const players = ['developer', 'sre-one', 'sre-two'] as const;
export type Player = (typeof players)[number];

/** The program that plays Argo CD, as `attesters` of the platform calls it. */
export const simulation = 'simulated-argocd';

/** The address of a player, of a domain that can never be real (RFC 2606). */
export function addressOf(player: Player): string {
  return `${player}@play.example`;
}

/** Names that the game begins with: none of them leads anywhere. */
const names: InitNames = {
  service: 'hello',
  team: 'dev-team',
  repository: 'https://git.play.example/gitops.git',
  registry: 'registry.play.example',
};

/** What an environment of the game asks for before something may go there. */
const gates: Readonly<Record<string, string>> = {
  dev: '# No gates: everybody may release here.\n',
  staging: `# What a change must have before it goes here.
gates:
  after: [dev]
  approvals:
    - { count: 1, teams: [sre-team] }
`,
  prod: `# What a change must have before it goes here. In this game nothing is built, so there are no digests to compare.
gates:
  after: [staging]
  evidence: { healthyFor: 1m, sameDigest: false }
  approvals:
    - { count: 2, teams: [sre-team] }
  ticket: { prefix: CHG-, kinds: [release] }
`,
};

/** The catalog of the game: one service in three environments, and gates that ask for more from one to the next. */
export function playCatalog(keys: Readonly<Record<Player | typeof simulation, SshKeyTexts>>): readonly InitFile[] {
  const inCatalog = (document: string, text: string): InitFile => ({ path: `catalog/${document}`, text });
  return [
    inCatalog(documents.platform, platformText(keys[simulation])),
    inCatalog(documents.people, peopleText(keys)),
    ...environmentSketches.map((sketch) => inCatalog(documents.environment(sketch.name), gatedText(sketch))),
    inCatalog(documents.service(names.service), serviceText(names)),
    ...environmentSketches.map(({ name }, index) =>
      inCatalog(documents.overlay(names.service, name), overlayText(names, name, environmentSketches[index - 1]?.name)),
    ),
    { path: '.gitignore', text: '# What Slipway is writing at the moment.\n.slipway/\n' },
  ];
}

function gatedText(sketch: EnvironmentSketch): string {
  // The simulation syncs everything by itself, so no environment waits for a person at Argo CD.
  const { gates: _ofNewRepository, ...rest } = sketch;
  const text = environmentText({ ...rest, about: 'A part of a game: nothing runs here.', sync: 'automatic' });
  return `${text}\n${gates[sketch.name] ?? ''}`;
}

function platformText({ publicLine }: SshKeyTexts): string {
  return `# The platform of a game: no address in here leads anywhere.
catalogVersion: 1
repository:
  url: ${names.repository}
  branch: main
registry: ${names.registry}
owners: [platform-team]
teams:
  dev-team: { owners: ["@play/dev-team"] }
  sre-team: { owners: ["@play/sre-team"] }
  platform-team: { owners: ["@play/platform-team"] }

# Programs whose signed word counts, and for what.
attesters:
  ${simulation}:
    keys: ["${publicLine}"]
    of: [health, changes]
`;
}

function peopleText(keys: Readonly<Record<Player, SshKeyTexts>>): string {
  const teams: Readonly<Record<Player, string>> = {
    developer: 'dev-team, platform-team',
    'sre-one': 'sre-team',
    'sre-two': 'sre-team',
  };
  const line = (player: Player): string => `  ${player}:
    emails: [${addressOf(player)}]
    keys: ["${keys[player].publicLine}"]
    teams: [${teams[player]}]
`;
  return `# Who may sign, and for which teams. These are roles of a game; you play all of them.\npeople:\n${players.map(line).join('')}`;
}
