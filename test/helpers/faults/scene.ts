import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { git, makeRepository } from '../a-git-repository';
import { runSlipway } from '../run-slipway';
import { temporaryFolder } from '../temporary-folder';

/**
 * A folder with what commands are told to work on: `clone` is somebody's clone of `remote.git`, with manifests of others and a
 * comment in it.
 */
export function aScene(): string {
  const root = temporaryFolder();
  runSlipway(['init', 'gitops', '--name', 'web'], { workingDirectory: root });
  makeRepository(join(root, 'gitops'));
  git(root, 'clone', '--quiet', '--bare', 'gitops', 'remote.git');
  git(root, 'clone', '--quiet', 'remote.git', 'clone');
  const scene = temporaryFolder();
  for (const name of ['remote.git', 'clone']) cpSync(join(root, name), join(scene, name), { recursive: true });
  const clone = join(scene, 'clone');
  // Where the remote is must not depend on where the scene is copied to.
  git(clone, 'remote', 'set-url', 'origin', '../remote.git');
  git(clone, 'config', 'user.name', 'dev');
  git(clone, 'config', 'user.email', 'dev@example.com');
  mkdirSync(join(clone, 'k8s'));
  const rendered = join(clone, 'services', 'web', 'overlays', 'dev');
  for (const name of readdirSync(rendered)) cpSync(join(rendered, name), join(clone, 'k8s', name));
  writeFileSync(join(clone, 'comment.md'), '<!-- slipway diff -->\nnothing changes\n');
  writeFileSync(join(clone, 'reviews.json'), '{"reviews": []}\n');
  return scene;
}
