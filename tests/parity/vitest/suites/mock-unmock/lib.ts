export const value = 'real';
