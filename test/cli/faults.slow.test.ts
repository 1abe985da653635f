import { commandWords } from '../helpers/faults/command-words';
import { complaintsAbout } from '../helpers/faults/judge';
import { aScene } from '../helpers/faults/scene';

/** `FAULT_CODES=all` for every code of every call. */
test.each(commandWords.map((words) => [words.join(' '), words] as const))(
  'slipway %s says in words whatever call the machine refuses',
  (_, words) => {
    const { tried, complaints } = complaintsAbout(aScene(), words, (calls) => calls);

    expect(tried).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
  },
  1_800_000,
);
