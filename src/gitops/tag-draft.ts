/** An annotated tag that is to be made. */
export interface TagDraft {
  /** `payment-service/v1.2.3` */
  readonly name: string;
  readonly commit: string;
  readonly message: string;
  /** RFC 3339: the same draft makes the same tag, if the signer makes the same signature. */
  readonly at: string;
}
