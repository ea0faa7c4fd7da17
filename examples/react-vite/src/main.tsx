import { createRoot } from 'react-dom/client';
import { loadDashboard } from './load-dashboard';
import { loadDashboard as loadDashboardFixed } from './load-dashboard.fixed';
import { Orders } from './Orders';

const isFixed = location.search === '?fixed';

createRoot(document.getElementById('root')!).render(
  <Orders customer={1} load={isFixed ? loadDashboardFixed : loadDashboard} />,
);
