let visits = 0;

export const countVisits = () => ++visits;
