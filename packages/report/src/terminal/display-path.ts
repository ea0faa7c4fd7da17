export { displayPath } from '@coroscope/profile';
