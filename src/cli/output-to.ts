import { coloursFor, wantsColour } from './colours';
import type { Output } from './context';
import { shownText } from './shown-text';

/** Writes to a stream of the process. */
export function outputTo(stream: NodeJS.WriteStream, variables: Readonly<Record<string, string | undefined>>): Output {
  // Whoever reads has seen enough (`slipway explain web | head -1`): that is no error, and does not change the exit code.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    write: (text) => {
      stream.write(shownText(text));
    },
    isTerminal: stream.isTTY,
    columns: stream.isTTY ? stream.columns : undefined,
    colours: coloursFor(wantsColour(variables, stream.isTTY)),
  };
}
