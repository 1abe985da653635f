import { codesOf } from './codes';
import { runWithFaults, type Answer, type Call, type Job } from './run-with-faults';

/** What a machine says in words, whoever prints them. */
const reasons =
  /permission|too many files|links?\b|too long|is a folder|is no folder|stands where|disk|read-only|system (?:says|refused)|no room|cannot be read/i;

/**
 * What is wrong with how a command took a call that failed: each as a line. It ends; it shows neither a stack nor that it is
 * surprised; and unless it goes on as if nothing had happened, it says what the machine has refused.
 */
export function complaintsOf({ words, fault }: Job, answer: Answer, usual: Answer, call: Call): readonly string[] {
  const said = `${answer.stderr}\n${answer.stdout}`;
  const isSaid = said.includes(fault?.code ?? '') || reasons.test(said);
  const complaints = [
    ...(answer.exitCode === undefined ? ['it does not end'] : []),
    ...(/\n +at .+:\d+:\d+/.test(said) ? ['a stack is shown'] : []),
    ...(/SLIPWAY_DEBUG|unexpected|\b[A-Z][A-Za-z]*Error\b/.test(said) ? ['it is surprised'] : []),
    ...(isReportAsked(words) && ofInput.test(call.path) && !isReport(answer.stdout) ? ['there is no report'] : []),
    ...(answer.exitCode !== usual.exitCode && !isSaid ? ['it fails, and does not say of what'] : []),
  ];
  return complaints.map(
    (complaint) =>
      `${words.join(' ')}: ${fault?.code} of ${call.at.split(' ')[0]} "${call.path}": ${complaint}: ${said.slice(0, 600)}`,
  );
}

/** What is checked, what a team says of it, and where programs work. */
const ofInput = /(?:^|\/)(?:k8s\/|slipway\.yaml$|slipway-build-)/;

function isReportAsked([command, ...words]: readonly string[]): boolean {
  return command === 'check' && words.includes('json');
}

function isReport(text: string): boolean {
  try {
    const report: unknown = JSON.parse(text);
    return typeof report === 'object' && report !== null && 'findings' in report;
  } catch {
    return false;
  }
}

/** The same of some calls of a command, each of which fails in a run of its own. */
export function complaintsAbout(
  scene: string,
  words: readonly string[],
  chosen: (calls: readonly Call[]) => readonly Call[],
): { readonly tried: number; readonly complaints: readonly string[] } {
  const [usual] = runWithFaults(scene, [{ words }]);
  if (usual === undefined) throw new Error('no answer');
  const calls = chosen(distinct(usual.calls));
  const jobs = calls.flatMap((call, index) =>
    codesOf(call, index).map((code) => ({ words, fault: { at: call.at, code }, call })),
  );
  const answers = runWithFaults(
    scene,
    jobs.map(({ words, fault }) => ({ words, fault })),
  );
  return {
    tried: jobs.length,
    complaints: jobs.flatMap((job, index) => complaintsOf(job, answers[index] ?? usual, usual, job.call)),
  };
}

/** Each way to a call once. */
export function distinct(calls: readonly Call[]): readonly Call[] {
  return [...new Map(calls.map((call) => [call.at, call])).values()];
}
