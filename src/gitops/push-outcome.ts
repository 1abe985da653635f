/** How a push ended. */
export type PushOutcome =
  /** It is there, by this push or by an earlier one whose answer was lost. */
  | { readonly kind: 'done' }
  /** Others were faster: what is there now. Decide again on it, and commit again. */
  | { readonly kind: 'race'; readonly head: string | undefined }
  /** Nothing has changed there. In the words of the remote, made harmless, of at most 1,000 characters. */
  | { readonly kind: 'refused'; readonly message: string };
