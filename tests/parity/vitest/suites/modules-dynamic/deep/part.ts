export const part = 'deep part';
export const load = (name: string) => import(`../${name}.ts`);
export const beside = () => import('./part.ts');
