import { coloursFor, wantsColour } from '../../src/cli/colours';
import { shownText } from '../../src/cli/shown-text';

test.each([
  [{}, true, true],
  [{}, false, false],
  [{ NO_COLOR: '1' }, true, false],
  [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
  [{ NO_COLOR: '' }, true, true],
  [{ FORCE_COLOR: '1' }, false, true],
  [{ FORCE_COLOR: '0' }, true, false],
  [{ CLICOLOR_FORCE: '1' }, false, true],
  [{ CLICOLOR_FORCE: '0' }, false, false],
  [{ CLICOLOR: '0' }, true, false],
  [{ TERM: 'dumb' }, true, false],
])('with %j and a terminal: %s, colours are wanted: %s', (variables, isTerminal, expected) => {
  expect(wantsColour(variables, isTerminal)).toBe(expected);
});

test('a text that is not painted is the text', () => {
  expect(coloursFor(false).red('wrong')).toBe('wrong');
  expect(shownText(coloursFor(true).red('wrong'))).toBe('\u001b[31mwrong\u001b[39m');
});
