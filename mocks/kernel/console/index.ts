export { pages, redirect, type SendPage, seeOther } from './pages.ts';
export { type ConsoleSpec, consoleRouter } from './routes.ts';
export { type ConsoleSession, type ConsoleState, consoleRoot, sessionOf } from './session.ts';
export { csrfField, time } from './templates.ts';
