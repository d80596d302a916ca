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
}

type PagedAnswer = { items: readonly unknown[]; next: string | null };
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

/** An act. The same content sent again keeps its Idempotency-Key until it got through, so a retry never acts twice. */
export function useAct<Op extends Operation>(operation: Op): Act<Op> {
  return useSender<SentBy<Op>, AnswerOf<Op>>((input, key, bytes) => call(operation, input, { key, bytes }));
}

/** The same for what is not an operation; `send` gets the key of this content. */
export function useSender<I, A>(send: (input: I, key: string, bytes?: Blob) => Promise<A>): Sender<I, A> {
  const client = useQueryClient();
  const sent = useRef<{ content: string; key: string } | null>(null);
  const act = useMutation<A, Error, { input: I; bytes?: Blob }>({
    networkMode: 'always',
    mutationFn: ({ input, bytes }) => {
      const content = JSON.stringify(input) ?? '';
      if (sent.current?.content !== content || bytes) sent.current = { content, key: newKey() };
      return send(input, sent.current.key, bytes);
    },
    onSuccess: () => {
      sent.current = null;
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

function asProblem(error: Error | null): CallProblem | null {
  if (error === null || error instanceof CallProblem) return error;
  return new CallProblem('screen', 0, error.message);
}
