import type { AnswerOf } from '../../../kernel/operation.ts';
import type { listAccounts, listApiKeys, listJournal } from '../api.ts';

export type AccountRow = AnswerOf<typeof listAccounts>['items'][number];
export type ApiKeyRow = AnswerOf<typeof listApiKeys>['items'][number];
export type JournalRow = AnswerOf<typeof listJournal>['items'][number];
