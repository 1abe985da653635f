import { execFileSync } from 'node:child_process';
import * as z from 'zod';

const Download = z.object({ Dir: z.string() });

/** Finds the folder of a Go module, downloading it first when it is not in Go's cache. */
export function goModuleFolder(module: string, version: string): string {
  return Download.parse(JSON.parse(goModDownload(`${module}@${version}`))).Dir;
}

function goModDownload(moduleAtVersion: string): string {
  try {
    return execFileSync('go', ['mod', 'download', '-json', moduleAtVersion], { encoding: 'utf8' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new Error(
        'npm run imports needs "go" (1.22 or newer) on the PATH, to download the pinned sources; ' +
          'install it from https://go.dev/dl, or leave imports/ as committed: nothing else needs it',
        { cause: error },
      );
    }
    throw error;
  }
}
