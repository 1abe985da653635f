import type { GitWriter } from '../../src/gitops/git-writer';
import { runGitController } from './run-git-controller';
import { secrets } from './test-secrets';

/**
 * A controller in a process of its own that writes to a repository, and kills itself before or after a push that its first argument
 * names. Argument: JSON.
 */
const { remote, folder, key, portalUrl, argocdUrl, diesAt } = Object(JSON.parse(process.argv[2] ?? '{}'));

/** What is pushed is named after what it is for: `proposal`, `answer`, `commit`, `close`. */
function dieAround(writer: GitWriter): void {
  const [push, pushRef] = [writer.push.bind(writer), writer.pushRef.bind(writer)];
  writer.push = async (base, head) => await around('commit', () => push(base, head));
  writer.pushRef = async (name, base, id) => {
    const step = base === undefined ? 'proposal' : id === undefined ? 'close' : 'answer';
    return await around(step, () => pushRef(name, base, id));
  };
}

async function around<Result>(step: string, work: () => Promise<Result>): Promise<Result> {
  if (diesAt === `before-${step}`) process.kill(process.pid, 'SIGKILL');
  const result = await work();
  if (diesAt === `after-${step}`) process.kill(process.pid, 'SIGKILL');
  return result;
}

void runGitController({
  remote: `file://${remote}`,
  folder,
  key,
  portalUrl,
  argocds: [{ url: argocdUrl }],
  secrets: () => ({ ...secrets, argocdApis: [{ token: 'the-token', environments: [] }] }),
  watch: dieAround,
});
