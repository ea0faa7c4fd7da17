export { profileThread as default } from './nuxt/nitro-plugin.js';
