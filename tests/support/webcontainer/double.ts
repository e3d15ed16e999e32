export { startDouble, type Double } from '../../../scripts/webcontainer/double.ts';
