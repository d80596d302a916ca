import { Modal } from 'antd';
import type { ReactNode } from 'react';
import { useStill } from './keys.ts';

interface DialogProps {
  readonly open: boolean;
  readonly title: ReactNode;
  readonly onClose: () => void;
  readonly width?: number;
  readonly children: ReactNode;
}

/** A form over the page; keys of the page are still, Esc closes, the focus returns. Content holds its own buttons. */
export function Dialog({ open, title, onClose, width = 520, children }: DialogProps) {
  useStill(open);
  return (
    <Modal
      open={open}
      title={title}
      onCancel={onClose}
      footer={null}
      width={width}
      destroyOnHidden
      mask={{ closable: false }}
      className="tc-dialog"
    >
      {children}
    </Modal>
  );
}
