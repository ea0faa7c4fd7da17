export default defineNuxtConfig({
  modules: [['@coroscope/unplugin/nuxt', { env: true }]],
  compatibilityDate: '2026-11-01',
  telemetry: false,
  // Coroscope's packages are those of the repository around this example.
  vite: { server: { fs: { allow: ['../../..'] } } },
});
