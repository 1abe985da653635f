import { coloursFor } from '../../src/cli/colours';
import { progressLine } from '../../src/cli/progress-line';
import { shownText } from '../../src/cli/shown-text';

/** An output that remembers what was written, and a clock that is set by hand. */
function aScreen(isTerminal: boolean) {
  const written: string[] = [];
  const clock = { milliseconds: 0 };
  const output = {
    write: (text: string) => void written.push(shownText(text)),
    isTerminal,
    colours: coloursFor(false),
  };
  return { written, clock, output, now: () => clock.milliseconds };
}

test('work that is done at once shows nothing, and there is nothing to clear', () => {
  const { written, output, now } = aScreen(true);

  const line = progressLine(output, false, now, 'rendering');
  line.show(1, 2);
  line.clear();

  expect(written).toEqual([]);
});

test('longer work is shown on one line, redrawn now and then, and removed at the end', () => {
  const { written, clock, output, now } = aScreen(true);

  const line = progressLine(output, false, now, 'rendering');
  clock.milliseconds = 500;
  line.show(5, 10);
  line.show(6, 10);
  line.clear();

  expect(written).toHaveLength(2);
  expect(written[0]).toContain('5/10');
  expect(written[0]).not.toContain('\n');
  expect(written[1]).toBe('\u001b[1G\u001b[2K');
});

test.each([
  [false, false],
  [true, true],
])('nothing is shown without a terminal, or on one that cannot move back', (isTerminal, isDumb) => {
  const { written, clock, output, now } = aScreen(isTerminal);

  const line = progressLine(output, isDumb, now, 'rendering');
  clock.milliseconds = 500;
  line.show(5, 10);
  line.clear();

  expect(written).toEqual([]);
});
