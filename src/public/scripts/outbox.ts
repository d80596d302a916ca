import { watchOutbox } from './waiting.ts';

watchOutbox();
