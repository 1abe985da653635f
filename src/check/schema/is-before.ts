/** Compares minor versions of Kubernetes by their numbers: 1.9 comes before 1.36. */
export function isBefore(minor: string, limit: string): boolean {
  const [major = 0, number = 0] = minor.split('.').map(Number);
  const [majorLimit = 0, numberLimit = 0] = limit.split('.').map(Number);
  return major < majorLimit || (major === majorLimit && number < numberLimit);
}
