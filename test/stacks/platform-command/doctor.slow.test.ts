import { diagnosisText } from '../../../stacks/doctor/report';
import { doctor } from '../../../stacks/platform-command/doctor';
import { readStack } from '../../../stacks/platform-command/read-stack';
import { aProject } from '../helpers/a-project';
import { FakeApiServer } from '../helpers/fake-api-server';
import { kubectl, kubectlVariables } from '../helpers/kubectl-variables';

/** What the doctor says, through the real kubectl where a server is named. */
async function said(server?: string, config = {}): Promise<string> {
  const root = aProject(config);
  return diagnosisText(await doctor(root, readStack(root, 'dev'), kubectlVariables(server), new Date()));
}

test('without kubectl the doctor says so, and what was not looked at', async () => {
  expect(await said()).toBe(`stack dev: no cluster
cluster
  ✗ "kubectl" is not on PATH
    → install kubectl: it knows every way to sign in to a cluster
version was not looked at
state
  ? whether the state is locked is not known: pulumi does not say where it is
    → try "pulumi whoami"
repositories was not looked at
permissions was not looked at
releases was not looked at
plugins was not looked at
drift was not looked at
fields was not looked at
kinds was not looked at
owners was not looked at
stores was not looked at
storage was not looked at
signatures was not looked at
secrets was not looked at
metrics was not looked at
add-ons was not looked at
delivery was not looked at
1 to mend; 1 not known
`);
});

// Skipped, and said by name, where there is no kubectl.
(kubectl === undefined ? describe.skip : describe)('through kubectl', () => {
  test('a cluster that nobody can reach is one finding', async () => {
    const gone = await FakeApiServer.start({ answers: {} });
    const server = `http://127.0.0.1:${gone.port}`;
    await gone.stop();

    const text = await said(server);

    expect(text).toMatch(
      /\n {2}✗ http:\S+ \(context here\) cannot be reached: .*connection refused\n {4}→ is the VPN on/,
    );
    expect(text).toContain('1 to mend');
  });

  test('a cluster that does not know who asks is one finding', async () => {
    const server = await FakeApiServer.start({ answers: {}, forbidden: ['/version'] });

    const text = await said(`http://127.0.0.1:${server.port}`);
    await server.stop();

    expect(text).toMatch(
      /\n {2}✗ http:\S+ \(context here\) refuses to answer: \/version is forbidden\n {4}→ sign in again/,
    );
    expect(text).toContain('1 to mend');
  });

  test('a context that the kubeconfig does not have is one finding', async () => {
    const text = await said('http://127.0.0.1:1', {
      cluster: { id: '00000000-0000-4000-8000-000000000001', context: 'elsewhere' },
    });

    expect(text).toMatch(
      /\n {2}✗ no cluster is named: .*"?elsewhere"?.*\n {4}→ set KUBECONFIG, slipway:cluster\.kubeconfig/,
    );
  });
});
