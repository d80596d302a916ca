/** What browsers with dictation offer; the standard's name and WebKit's. */
interface Dictation {
  lang: string;
  interimResults: boolean;
  onresult: ((event: { results: ArrayLike<ArrayLike<{ transcript: string }>> }) => void) | null;
  onerror: (() => void) | null;
  onend: (() => void) | null;
  start(): void;
  stop(): void;
}

type Maker = new () => Dictation;

function maker(): Maker | undefined {
  const found = Reflect.get(globalThis, 'SpeechRecognition') ?? Reflect.get(globalThis, 'webkitSpeechRecognition');
  return typeof found === 'function' ? (found as Maker) : undefined;
}

/** Can the browser write down what is said? It needs a network for it; the keyboard's own microphone often does not. */
export const canDictate = (): boolean => maker() !== undefined && navigator.onLine;

/** Listens once and gives the words; null when nothing was understood. */
export function dictate(lang: string): Promise<string | null> {
  const Made = maker();
  if (!Made) return Promise.resolve(null);
  return new Promise((resolve) => {
    const dictation = new Made();
    let words: string | null = null;
    dictation.lang = lang;
    dictation.interimResults = false;
    dictation.onresult = ({ results }) => {
      words = Array.from(results)
        .map((result) => result[0]?.transcript ?? '')
        .join('');
    };
    dictation.onerror = () => dictation.stop();
    dictation.onend = () => resolve(words);
    dictation.start();
  });
}
