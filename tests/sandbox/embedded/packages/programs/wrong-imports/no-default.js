import whole from 'kysely';
export default whole;
