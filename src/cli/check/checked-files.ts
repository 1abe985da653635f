import { readFileSync } from 'node:fs';

import { commentKeyword } from '../../check/suppression';

/**
 * Reads the files of a check, and notes which of them may have comments that suppress findings: few are then read again. To
 * keep the contents of thousands of files takes more time than that.
 */
export class CheckedFiles {
  readonly #mayHaveComments = new Map<string, boolean>();

  /**
   * Reads a file.
   *
   * @param path absolute
   * @throws Error of the file system
   */
  readonly read = (path: string): Buffer => {
    const content = readFileSync(path);
    this.#mayHaveComments.set(path, content.includes(commentKeyword));
    return content;
  };

  /** Whether a file may have such comments: one that was not read may. */
  mayHaveComments(path: string): boolean {
    return this.#mayHaveComments.get(path) ?? true;
  }
}
