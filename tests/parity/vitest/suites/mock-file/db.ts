export const connect = () => 'a real connection';
export class Store {
  items = ['real'];
  all() {
    return this.items;
  }
}
export default 'real default';
