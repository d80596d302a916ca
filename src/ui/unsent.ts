import { createContext } from 'react';

/**
 * How many finds of a person wait in this browser to be sent. Done work, not drafts: it stays theirs and is never deleted
 * by signing out. The composition root says who counts them.
 */
export const UnsentContext = createContext<(personId: string) => Promise<number>>(() => Promise.resolve(0));
