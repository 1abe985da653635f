/** A segment of a folder that stands for any one name. */
export const anyName = '*';

/** Makes a test of whether a path is below one of these folders, in which `*` stands for any one name. */
export function isInFolders(folders: readonly string[]): (path: string) => boolean {
  const patterns = folders.map((folder) => folder.split('/'));
  return (path) => {
    const names = path.split('/');
    return patterns.some(
      (pattern) =>
        names.length > pattern.length && pattern.every((name, index) => name === anyName || name === names[index]),
    );
  };
}
