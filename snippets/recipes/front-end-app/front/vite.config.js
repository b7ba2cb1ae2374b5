import { defineConfig } from "vite";

const django = { target: "http://web:8000" };

export default defineConfig({
  server: {
    host: "0.0.0.0", // every address of the container
    port: 5173,
    strictPort: true, // another port would not be published
    proxy: { "/api": django, "/admin": django, "/static": django },
  },
});
