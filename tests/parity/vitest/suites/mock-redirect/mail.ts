export const send = () => 'sent for real';
