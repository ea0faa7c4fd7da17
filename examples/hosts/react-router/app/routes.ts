import { index, route, type RouteConfig } from '@react-router/dev/routes';

export default [
  index('routes/home.tsx'),
  route('api/total', 'routes/total.ts'),
] satisfies RouteConfig;
