import { chmodSync } from 'node:fs';
import { join } from 'node:path';

import { isTemplateName, serviceTemplates } from '../../src/model/service-template';
import { repositoryFiles, type RepositoryFile } from '../../src/scaffold/repository-files';
import type { PipelineSystem, WantedRepository } from '../../src/scaffold/wanted-repository';
import { packageRoot } from './run-slipway';
import { temporaryFolder } from './temporary-folder';
import { write } from './tree';

/** Every template. */
export const templateNames = Object.keys(serviceTemplates).filter(isTemplateName);

/** Every CI system. */
export const pipelines: readonly PipelineSystem[] = ['github', 'gitlab', 'jenkins'];

/** A repository as somebody wants it: of the service "mail", with a database and Redis. */
export function aWantedRepository(props: Partial<WantedRepository> = {}): WantedRepository {
  return {
    name: 'mail',
    template: 'web',
    description: 'Writes letters.',
    team: 'mail-team',
    image: 'ghcr.io/your-org/mail',
    registry: 'ghcr.io/your-org',
    port: 8080,
    database: true,
    redis: true,
    calls: [{ name: 'users', image: `ghcr.io/your-org/users:v1.0.0@sha256:${'a'.repeat(64)}` }],
    gitops: { url: 'https://github.com/your-org/gitops.git', branch: 'main' },
    environment: 'dev',
    pipeline: 'github',
    version: '0.1.0',
    ...props,
  };
}

/** Its files. */
export function filesOf(props: Partial<WantedRepository> = {}): readonly RepositoryFile[] {
  return repositoryFiles(join(packageRoot, 'templates'), aWantedRepository(props));
}

/** Text of each of its files, by path. */
export function textsOf(props: Partial<WantedRepository> = {}): ReadonlyMap<string, string> {
  return new Map(filesOf(props).map(({ path, text }) => [path, text]));
}

/** Writes it. @returns its folder */
export function writtenRepository(props: Partial<WantedRepository> = {}): string {
  const folder = temporaryFolder();
  for (const { path, text, isExecutable } of filesOf(props)) {
    write(folder, path, text);
    if (isExecutable) chmodSync(join(folder, path), 0o755);
  }
  return folder;
}
