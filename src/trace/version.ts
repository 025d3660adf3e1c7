/** The version of this package, as traces and the command say it. A test compares it with package.json. */
export const VERSION = '0.1.0';
