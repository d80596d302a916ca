import '../ui/base.css';
import '../ui/parts.css';
import '../ui/lists.css';
import '../ui/forms.css';
import '../ui/pictures.css';
import '../ui/narrow.css';
import './field.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { showLanguage } from '../ui/i18n.ts';
import { queries } from '../ui/query.ts';
import { keepInstalled } from './install.ts';
import { router } from './router.tsx';

showLanguage();
keepInstalled();
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
}
