/**
 * One run of a naive model, taken label by label.
 */
export interface Simulation<Label> {
  readonly labels: readonly Label[];
  isEnabled(label: Label): boolean;
  /** Takes an enabled label. */
  take(label: Label): void;
}
