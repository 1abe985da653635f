import type { CommandSpec } from '../command';

/** `slipway play`. Everything that it needs is loaded when it is run. */
export const playCommand: CommandSpec = {
  name: 'play',
  summary: 'try changes under gates in a folder of your own, without a cluster',
  description:
    'Makes a folder with a repository, a clone of it with a small catalog, keys for a developer and two SREs, and gates: dev ' +
    'is free, staging asks for one approval, prod for two, a ticket and a minute of health in staging. Then it plays Argo CD ' +
    'there until Ctrl-C: what is on the branch is healthy a second later, or degraded when "bad" is in its version, and what ' +
    'waited is committed when nothing is missing any more. This is a simulation: it shows what Slipway does, and proves ' +
    'nothing about a cluster.',
  arguments: [
    { name: 'DIR', summary: 'folder of the game; a game that is there goes on', isRequired: true, values: 'folders' },
  ],
  options: [{ flags: '--once', summary: 'end when everything is healthy or degraded (default: Ctrl-C ends it)' }],
  examples: [
    { command: 'slipway play game', summary: 'make a game, and play Argo CD in it' },
    { command: 'slipway play game --once', summary: 'one round only, for scripts' },
  ],
  isWriting: true,
  run: async (input, context) => {
    const { play } = await import('./play.js');
    return await play({ folder: input.words[0] ?? '', isOnce: input.flag('once') }, context);
  },
};
