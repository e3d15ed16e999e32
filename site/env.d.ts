/// <reference types="astro/client" />

declare module '*.astro' {
  const component: (props: Record<string, unknown>) => unknown;
  export default component;
}

declare module 'virtual:editor-types' {
  export const needs: Record<string, string[]>;
  /** By path: `/.types/<chunk>.json`. */
  export const urls: Record<string, string>;
}

declare module 'monaco-editor/languages/definitions/typescript/typescript' {
  /** Its way to tell tokens apart; Monaco declares no types for it. */
  export const language: import('monaco-editor/editor').languages.IMonarchLanguage;
}

interface ImportMetaEnv {
  /** Whether the build has full Node. */
  readonly FULL_NODE: boolean;
  /** StackBlitz's key, where the site has one. */
  readonly WEBCONTAINER_KEY: string;
}
