import { defineConfig } from "vite";

export default defineConfig({
  base: "/static/",
  build: {
    outDir: "frontend/dist",
    manifest: "manifest.json", // from names of sources to names with a hash; django-vite reads it
    rollupOptions: { input: "frontend/main.js" },
  },
  server: {
    host: "0.0.0.0", // every address of the container
    port: 5173,
    strictPort: true, // another port would not be published
    origin: "http://localhost:5173", // where the browser finds what a style sheet names
  },
});
