export type EmbeddedDatabaseErrorCode = 'otherMajorVersion' | 'startFailed' | 'initFailed' | 'folderInUse';

/**
 * The embedded database cannot run. `message` is meant for the person at the terminal: Chinese
 * first, English on the next line, then what PostgreSQL itself printed, if anything.
 */
export class EmbeddedDatabaseError extends Error {
  override readonly name = 'EmbeddedDatabaseError';
  readonly code: EmbeddedDatabaseErrorCode;

  constructor(code: EmbeddedDatabaseErrorCode, chinese: string, english: string, options: { output?: string; cause?: unknown } = {}) {
    const output = options.output?.trim();
    super(`${chinese}\n${english}${output ? `\n${output}` : ''}`, { cause: options.cause });
    this.code = code;
  }
}
