import { Modal } from 'antd';
import { type ReactNode, useRef } from 'react';
import { useStill } from './keys.ts';

interface DialogProps {
  readonly open: boolean;
  readonly title: ReactNode;
  readonly onClose: () => void;
  readonly width?: number;
  readonly children: ReactNode;
}

/**
 * A form over the page; keys of the page are still, Esc closes, the focus begins at the first field and returns.
 * Content holds its own buttons. It stands there at once: who opened it by a key is already typing.
 */
export function Dialog({ open, title, onClose, width = 520, children }: DialogProps) {
  useStill(open);
  const head = useRef<HTMLSpanElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const begin = () => {
    if (body.current?.contains(document.activeElement)) return;
    (startIn(body.current) ?? head.current)?.focus();
  };
  return (
    <Modal
      open={open}
      title={
        <span ref={head} tabIndex={-1}>
          {title}
        </span>
      }
      onCancel={onClose}
      footer={null}
      width={width}
      destroyOnHidden
      mask={{ closable: false }}
      transitionName=""
      maskTransitionName=""
      afterOpenChange={(shown) => shown && begin()}
      className="tc-dialog"
    >
      <div ref={body}>{children}</div>
    </Modal>
  );
}

const FIELDS = 'textarea, select, [contenteditable=true], input:not([type=hidden], [type=file])';

/** Where a dialog begins: its first field, else its next act; on a touch screen a field would call the keyboard over the words. */
function startIn(body: HTMLElement | null): HTMLElement | undefined {
  const shown = (selector: string) =>
    [...(body?.querySelectorAll<HTMLElement>(selector) ?? [])].filter((one) => !one.matches(':disabled') && one.checkVisibility());
  const first = matchMedia('(pointer: coarse)').matches ? undefined : shown(FIELDS)[0];
  // Of several radios the chosen one is the one that Tab would reach.
  const chosen = first?.matches('[type=radio]') ? shown('[type=radio]:checked')[0] : undefined;
  return chosen ?? first ?? shown('.ant-btn-primary')[0];
}
