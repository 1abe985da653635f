import { aDesk, aGitOpsRemote } from '../helpers/a-delivery';

test('while a batch is decided, whoever else is served by the process has a turn after each decision', async () => {
  const dev = await aDesk(aGitOpsRemote(), 'dev');
  await dev.delivery.catalog();
  const asked = 10;
  let [sinceTurn, mostBetweenTurns] = [0, 0];
  // Every decision looks at who asks.
  const asker = {
    ...dev.asker,
    get email(): string {
      sinceTurn += 1;
      mostBetweenTurns = Math.max(mostBetweenTurns, sinceTurn);
      return 'dev@example.com';
    },
  };
  let others = setImmediate(function turn() {
    sinceTurn = 0;
    others = setImmediate(turn);
  });

  const settled = await dev.delivery.preview(
    Array.from({ length: asked }, (_, index) => ({
      request: {
        runId: `run-in-batch-${index}`,
        verb: 'bump',
        fields: { service: 'web', environment: 'dev', version: `v2.${index}.0` },
      },
      asker,
    })),
  );
  clearImmediate(others);

  expect(settled.map(({ outcome }) => outcome.state)).toEqual(Array.from({ length: asked }, () => 'committed'));
  expect(mostBetweenTurns).toBeGreaterThan(0);
  expect(mostBetweenTurns).toBeLessThan(asked);
});
