import * as z from 'zod';

/** Whether Argo CD applies commits by itself, where the environment lets it. The nearest one that says so decides. */
export const AutoSync = z.boolean().optional();

const nearest = 'Whether Argo CD applies commits by itself, in environments where it does.';

/** What is said of it, by where it stands. */
export const autoSyncIn = {
  overlay: `${nearest} Default: what the service says.`,
  service: `${nearest} Default: what its system says.`,
  system: `${nearest} Default: true.`,
} as const;
