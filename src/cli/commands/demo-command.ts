import type { CommandSpec } from '../command';

/** Where the demo is made when nobody names a folder. */
export const demoFolder = 'slipway-demo';

/** `slipway demo`. Everything that it needs is loaded when it is run. */
export const demoCommand: CommandSpec = {
  name: 'demo',
  summary: 'make a folder with five example systems, to look at',
  description:
    'Copies the catalog that comes with Slipway into a new folder, and renders it there: a payment service, a blog, an APM ' +
    'stack with canaries, a service in a mesh, and a game of nine services. It is no Git repository: whatever ' +
    'reads a catalog works in it, and "slipway play" makes a repository for changes under gates. A demo that is there already is ' +
    'rendered again.',
  arguments: [
    {
      name: 'DIR',
      summary: `folder of the demo; it must be empty or not exist (default: ${demoFolder})`,
      isRequired: false,
      values: 'folders',
    },
  ],
  options: [],
  examples: [
    { command: 'slipway demo', summary: `make it in ${demoFolder}/` },
    { command: 'slipway demo /tmp/demo', summary: 'make it elsewhere' },
  ],
  isWriting: true,
  run: async (input, context) => {
    const { demo } = await import('./demo.js');
    return demo(input.words[0] ?? demoFolder, context);
  },
};
