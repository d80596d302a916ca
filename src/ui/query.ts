import {
  type InfiniteData,
  QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  keepPreviousData,
} from '@tanstack/react-query';
import { useRef } from 'react';
import type { AnswerOf, Operation, SentBy } from '../kernel/operation.ts';
import { call, CallProblem, newKey } from './call.ts';
import { onLanguage } from './i18n.ts';

/** Asked again after 15 s; a refusal is final, a lost connection or a busy server is tried twice more. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && error instanceof CallProblem && (error.lost || error.status >= 500),
      placeholderData: keepPreviousData,
    },
  },
});

// What the server said in words is said anew in the other language; until then it stands as it was.
onLanguage(() => void queries.invalidateQueries());

/** Forgets what was shown to the person who leaves; what everybody may see stays. */
export function forgetPerson(): void {
  queries.removeQueries({ predicate: ({ meta }) => meta?.public !== true });
}

interface Asked {
  readonly enabled?: boolean;
  /** Asks again every so many milliseconds while the page is seen. */
  readonly every?: number;
  /** While another input loads, show nothing rather than the previous answer. */
  readonly fresh?: boolean;
  /** Who opens it now wants it as it is now: asked again even where it was read some seconds ago; shown meanwhile as it was. */
  readonly anew?: boolean;
}

export interface Answered<T> {
  readonly data: T | undefined;
  readonly loading: boolean;
  readonly problem: CallProblem | null;
  readonly again: () => void;
  /** An earlier answer is shown while the newest is on its way. */
  readonly refreshing: boolean;
}

/** Reads. What is on the screen is asked again after every act. */
export function useOperation<Op extends Operation>(operation: Op, input: SentBy<Op>, options: Asked = {}): Answered<AnswerOf<Op>> {
  const asked = useQuery<AnswerOf<Op>>({
    queryKey: [operation.id, input],
    queryFn: ({ signal }) => call(operation, input, { signal }),
    meta: { public: operation.permission === 'public' },
    enabled: options.enabled ?? true,
    refetchInterval: options.every ?? false,
    ...(options.fresh ? { placeholderData: undefined } : {}),
    ...(options.anew ? { refetchOnMount: 'always' as const } : {}),
  });
  return {
    data: asked.data,
    loading: asked.isPending && asked.fetchStatus !== 'idle',
    problem: asProblem(asked.error),
    again: () => void asked.refetch(),
    refreshing: asked.isFetching && !asked.isPending,
  };
}

export interface Pages<T> {
  readonly items: readonly T[];
  readonly loading: boolean;
  readonly problem: CallProblem | null;
  readonly again: () => void;
  readonly refreshing: boolean;
  /** Undefined when everything is loaded. */
  readonly more: (() => void) | undefined;
  readonly loadingMore: boolean;
  /** The list says that it leaves out what the reader may not see. */
  readonly partial?: boolean;
}

type PagedAnswer = { items: readonly unknown[]; next: string | null; complete?: boolean };
type ItemOf<Op extends Operation> = AnswerOf<Op> extends { items: readonly (infer T)[] } ? T : never;

/** Reads a list page by page (keyset); `cursor` is added by this hook. */
export function usePages<Op extends Operation>(operation: Op, input: Omit<SentBy<Op>, 'cursor'>, options: Asked = {}): Pages<ItemOf<Op>> {
  const asked = useInfiniteQuery<PagedAnswer, Error, InfiniteData<PagedAnswer, string | undefined>, readonly unknown[], string | undefined>(
    {
      queryKey: [operation.id, 'pages', input],
      queryFn: ({ signal, pageParam }) =>
        call(operation, { ...input, cursor: pageParam } as SentBy<Op>, { signal }) as Promise<PagedAnswer>,
      initialPageParam: undefined,
      getNextPageParam: (last) => last.next ?? undefined,
      enabled: options.enabled ?? true,
      refetchInterval: options.every ?? false,
    },
  );
  return {
    items: (asked.data?.pages.flatMap((page) => page.items) ?? []) as ItemOf<Op>[],
    loading: asked.isPending && asked.fetchStatus !== 'idle',
    problem: asProblem(asked.error),
    again: () => void asked.refetch(),
    refreshing: asked.isFetching && !asked.isPending && !asked.isFetchingNextPage,
    more: asked.hasNextPage ? () => void asked.fetchNextPage() : undefined,
    loadingMore: asked.isFetchingNextPage,
    partial: asked.data?.pages[0]?.complete === false,
  };
}

/** Something that can be sent, and how it went. */
export interface Sender<I, A> {
  /** Sends; gives the answer, or undefined when it was refused or lost (then `problem` says why). */
  readonly run: (input: I, bytes?: Blob) => Promise<{ readonly answer: A } | undefined>;
  readonly busy: boolean;
  readonly problem: CallProblem | null;
  readonly reset: () => void;
}
export type Act<Op extends Operation> = Sender<SentBy<Op>, AnswerOf<Op>>;

/** What an act does not change: large or steady answers that are not worth asking again after each act. */
const lasting = new Set<string>();
export const keepAfterActs = (...operations: readonly Operation[]): void => {
  for (const operation of operations) lasting.add(operation.id);
};

/**
 * An act. The same content sent again keeps its Idempotency-Key until it got through, so a retry never acts twice; with
 * a name in `keep` also when the page was loaded again in between.
 */
export function useAct<Op extends Operation>(operation: Op, keep?: string): Act<Op> {
  return useSender<SentBy<Op>, AnswerOf<Op>>((input, key, bytes) => call(operation, input, { key, bytes }), keep);
}

/** The same for what is not an operation; `send` gets the key of this content. */
export function useSender<I, A>(send: (input: I, key: string, bytes?: Blob) => Promise<A>, keep?: string): Sender<I, A> {
  const client = useQueryClient();
  const sent = useUnanswered(keep);
  const act = useMutation<A, Error, { input: I; bytes?: Blob }>({
    networkMode: 'always',
    mutationFn: ({ input, bytes }) => {
      const content = JSON.stringify(input) ?? '';
      const before = sent.read();
      const key = before?.content === content && !bytes ? before.key : newKey();
      sent.write({ content, key });
      return send(input, key, bytes);
    },
    onSuccess: () => {
      sent.write(null);
      return client.invalidateQueries({ predicate: ({ queryKey: [name] }) => typeof name !== 'string' || !lasting.has(name) });
    },
  });
  const run = async (input: I, bytes?: Blob) => {
    try {
      return { answer: await act.mutateAsync({ input, bytes }) };
    } catch (error) {
      if (error instanceof CallProblem) return undefined;
      throw error;
    }
  };
  return { run, busy: act.isPending, problem: asProblem(act.error), reset: act.reset };
}

/** What was sent and not answered yet, with its key. */
interface Unanswered {
  readonly content: string;
  readonly key: string;
}

function useUnanswered(keep: string | undefined) {
  const sent = useRef<Unanswered | null>(null);
  const read = (): Unanswered | null => {
    if (sent.current || !keep) return sent.current;
    const kept = localStorage.getItem(keep);
    return kept ? JSON.parse(kept) : null;
  };
  const write = (next: Unanswered | null) => {
    sent.current = next;
    if (keep && next) localStorage.setItem(keep, JSON.stringify(next));
    else if (keep) localStorage.removeItem(keep);
  };
  return { read, write };
}

function asProblem(error: Error | null): CallProblem | null {
  if (error === null || error instanceof CallProblem) return error;
  return new CallProblem('screen', 0, error.message);
}
