declare module 'vitest/internal/traces' {
  export class Traces {
    constructor(options: { enabled: boolean });
  }
}
