/** Stands for a value that nobody should read in a report. */
export const hiddenSecret = '(a secret: not shown)';
