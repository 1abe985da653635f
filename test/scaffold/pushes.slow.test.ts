import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { git } from '../helpers/a-git-repository';
import { pipelines } from '../helpers/a-service-repository';
import { Checkout } from './a-checkout';
import { playedCi } from './played-ci';
import type { Push } from './played-ci';

/** A workspace of three services at a push of all of them, and what makes more pushes. */
function aWorkspace(pipeline: (typeof pipelines)[number]) {
  const checkout = new Checkout({ template: 'rust-workspace', name: 'auth', pipeline });
  const push = (...paths: readonly string[]): Push => {
    const before = checkout.head();
    return { before, sha: checkout.commit(...paths) };
  };
  return { checkout, push, first: push('services/chat/Cargo.toml', 'services/world/Cargo.toml') };
}

describe.each(pipelines)('R4-03: with %s', (pipeline) => {
  test('a push whose run was red, or gave way to the next, is built by the next', async () => {
    const { checkout, push, first } = aWorkspace(pipeline);
    const ci = await playedCi[pipeline](checkout);

    const ofFirst = await ci.servicesOf(first);
    await ci.succeed(first);
    const red = push('services/auth/src/main.rs');
    const ofRed = await ci.servicesOf(red);
    ci.fail(red);
    // Nobody has run this one.
    push('services/world/src/main.rs');
    const green = push('services/chat/src/main.rs');
    const ofGreen = await ci.servicesOf(green);
    await ci.succeed(green);
    const ofNext = await ci.servicesOf(push('services/world/src/main.rs'));
    ci.end();

    expect([ofFirst, ofRed, ofGreen, ofNext]).toEqual(['auth chat world', 'auth', 'auth chat world', 'world']);
  }, 600_000);

  test('a run that is started again after a later one builds nothing, and a branch that was put back what it has lost', async () => {
    const { checkout, push, first } = aWorkspace(pipeline);
    const ci = await playedCi[pipeline](checkout);
    await ci.succeed(first);
    const red = push('services/auth/src/main.rs');
    ci.fail(red);
    const green = push('services/chat/src/main.rs');
    await ci.succeed(green);

    git(checkout.root, 'reset', '--quiet', '--hard', red.sha);
    const ofRed = await ci.servicesOf(red);
    git(checkout.root, 'reset', '--quiet', '--hard', first.sha);
    const ofOther = await ci.servicesOf({ ...push('services/world/src/main.rs'), before: green.sha });
    ci.end();

    expect([ofRed, ofOther]).toEqual(['', 'auth chat world']);
  }, 600_000);
});

test('R4-03: of one service, Jenkins releases what a red build was about, and nothing for texts alone', async () => {
  const checkout = new Checkout({ pipeline: 'jenkins' });
  const [, step = 'exit 7'] =
    /script: '''([^']*GIT_PREVIOUS_SUCCESSFUL_COMMIT.*?)'''/s.exec(
      readFileSync(join(checkout.root, 'Jenkinsfile'), 'utf8'),
    ) ?? [];
  const answerSince = async (commit?: string) =>
    (
      await checkout.run(['sh', '-e', '-c', step], {
        ...(commit !== undefined && { GIT_PREVIOUS_SUCCESSFUL_COMMIT: commit }),
      })
    ).exitCode;
  const successful = checkout.head();
  const red = checkout.commit('src/letters.js');
  checkout.commit('README.md', 'docs/a.png');

  expect(await answerSince(red)).toBe(0);
  expect(await answerSince(successful)).toBe(1);
  expect(await answerSince()).toBe(1);
  // It was put away by a push over it.
  expect(await answerSince('1'.repeat(40))).toBeGreaterThan(0);
});
