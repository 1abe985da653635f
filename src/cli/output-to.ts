import { coloursFor, wantsColour } from './colours';
import type { Output } from './context';
import { shownText } from './shown-text';

/**
 * Writes to a stream of the process.
 *
 * @param onFailure what happens when the stream takes no more, as a file on a full disk does
 */
export function outputTo(
  stream: NodeJS.WriteStream,
  variables: Readonly<Record<string, string | undefined>>,
  onFailure: (error: Error) => void,
): Output {
  let hasFailed = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever reads has seen enough (`slipway explain web | head -1`): that is no error, and does not change the exit code.
    if (error.code === 'EPIPE' || hasFailed) return;
    hasFailed = true;
    onFailure(error);
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
