import { Button, type ButtonProps } from 'antd';
import { keySign } from './KeyBar.tsx';
import { useLetters } from './keys.ts';

interface ActButtonProps extends Omit<ButtonProps, 'type'> {
  /** The one filled button of the screen: the next act of this person. */
  readonly next?: boolean;
  /** The key that does the same; bind it with `useKeys`. */
  readonly keyName?: string;
}

/** An act's button with its key in it. */
export function ActButton({ next, keyName, children, className, ...rest }: ActButtonProps) {
  const letters = useLetters();
  const shows = keyName !== undefined && (letters || keyName.length > 1);
  return (
    <Button
      type={next ? 'primary' : 'default'}
      className={`tc-act${className ? ` ${className}` : ''}`}
      aria-keyshortcuts={shows ? keyName : undefined}
      {...rest}
    >
      <span>{children}</span>
      {shows ? <kbd aria-hidden="true">{keySign(keyName)}</kbd> : null}
    </Button>
  );
}
