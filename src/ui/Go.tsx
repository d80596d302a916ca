import { Link } from '@tanstack/react-router';
import type { ComponentProps, ReactNode } from 'react';

interface GoProps extends Omit<ComponentProps<'a'>, 'href'> {
  /** An address of the workbench: `/work/cases/…`. */
  readonly href: string;
  readonly children: ReactNode;
}

/** A link to another place in the workbench. */
export function Go({ href, children, ...rest }: GoProps) {
  const url = new URL(href, location.origin);
  return (
    <Link to={url.pathname} search={Object.fromEntries(url.searchParams)} hash={url.hash.slice(1)} {...rest}>
      {children}
    </Link>
  );
}
