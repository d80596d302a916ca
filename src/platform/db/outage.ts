/** Connections refused, cut or not given: 57P01 to 57P03 the server stops, crashed or starts, class 08 and the driver's own. */
const STATES = new Set(['57P01', '57P02', '57P03', '08000', '08001', '08003', '08004', '08006']);
const SYSTEM = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);
const DRIVER = /Connection terminated|timeout exceeded when trying to connect|connection error and is not queryable|Client was closed/;

/**
 * Does this error say that the database (or a storage behind a network) cannot be reached now, and nothing of the
 * question? The same question may be right in a moment.
 */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code !== undefined && (STATES.has(code) || SYSTEM.has(code))) return true;
  // A socket's file that is not there; a missing file of any other kind is no outage.
  if (code === 'ENOENT' && syscall === 'connect') return true;
  return code === undefined && DRIVER.test(error.message);
}
