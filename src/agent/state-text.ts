/** A state value as people write it: `watching`, `{"a":"b"}`. */
export const stateText = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);
