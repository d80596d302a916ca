import './ui/base.css';
import './ui/parts.css';
import './ui/lists.css';
import './ui/forms.css';
import './ui/pictures.css';
import './ui/narrow.css';
import './web/frame/frame.css';
import { createRoot } from 'react-dom/client';
import { showLanguage } from './ui/i18n.ts';
import { Workbench } from './web/Workbench.tsx';

showLanguage();
const root = document.getElementById('root');
if (root) createRoot(root).render(<Workbench />);
