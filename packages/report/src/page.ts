export type { PageDocument } from './page/page-document.js';
export { answerPageRequest, type PageSource } from './page/page-routes.js';
export { refusalOf, type AllowsHost } from './page/request-guard.js';
export { renderPage } from './page/render-page.js';
