/** What `slipway check` writes: for people, and for programs. */
export const checkFormats = ['text', 'json', 'sarif', 'github', 'gitlab', 'junit'] as const;

export type CheckFormat = (typeof checkFormats)[number];
