import { codesOf } from '../helpers/faults/codes';
import { commandWords } from '../helpers/faults/command-words';
import { complaintsAbout, complaintsOf, distinct } from '../helpers/faults/judge';
import { runWithFaults } from '../helpers/faults/run-with-faults';
import { aScene } from '../helpers/faults/scene';

/** Every call of every command: `npm run test:slow -- faults`. */
test('a call that the machine refuses is said in words by every command', () => {
  const scene = aScene();
  const usual = runWithFaults(
    scene,
    commandWords.map((words) => ({ words })),
  );

  // Somewhere in the middle of each command, where it does what it is for.
  const jobs = commandWords.flatMap((words, index) => {
    const calls = distinct(usual[index]?.calls ?? []);
    const call = calls[Math.floor(calls.length * (0.4 + ((index * 7) % 10) * 0.06))];
    const [code] = call === undefined ? [] : codesOf(call, index);
    return call === undefined || code === undefined ? [] : [{ words, fault: { at: call.at, code }, call, index }];
  });
  const answers = runWithFaults(
    scene,
    jobs.map(({ words, fault }) => ({ words, fault })),
  );

  expect(usual.filter(({ exitCode }) => exitCode === undefined)).toEqual([]);
  expect(jobs).toHaveLength(commandWords.length);
  expect(
    jobs.flatMap((job, at) => {
      const [answer, before] = [answers[at], usual[job.index]];
      return answer === undefined || before === undefined ? ['no answer'] : complaintsOf(job, answer, before, job.call);
    }),
  ).toEqual([]);
}, 600_000);

test('what "check" reads may be refused: a report in the asked format is there all the same', () => {
  const asked = complaintsAbout(aScene(), ['check', 'k8s', '--format', 'json'], (calls) =>
    calls.filter(({ path }) => /(?:^|\/)(?:k8s\/|slipway\.yaml$)/.test(path)).slice(0, 12),
  );

  expect(asked.tried).toBeGreaterThan(5);
  expect(asked.complaints).toEqual([]);
}, 600_000);
