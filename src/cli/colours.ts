import { ownEscape } from './shown-text';

/** Paints texts for a terminal, or leaves them as they are. */
export interface Colours {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

/**
 * Whether to paint: `NO_COLOR` says no (no-color.org), `FORCE_COLOR` and `CLICOLOR_FORCE` say yes (bixense.com/clicolors),
 * else a terminal that is not `dumb` is painted.
 */
export function wantsColour(variables: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  const { NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, CLICOLOR, TERM } = variables;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  if (CLICOLOR_FORCE !== undefined && CLICOLOR_FORCE !== '0') return true;
  return isTerminal && TERM !== 'dumb' && CLICOLOR !== '0';
}

/** Colours that paint (ECMA-48, "Select Graphic Rendition"), or that do nothing. */
export function coloursFor(isPainted: boolean): Colours {
  const paint =
    (begin: number, end: number) =>
    (text: string): string =>
      isPainted && text !== '' ? ownEscape(`${begin}m`) + text + ownEscape(`${end}m`) : text;
  return {
    bold: paint(1, 22),
    dim: paint(2, 22),
    red: paint(31, 39),
    green: paint(32, 39),
    yellow: paint(33, 39),
    cyan: paint(36, 39),
  };
}
