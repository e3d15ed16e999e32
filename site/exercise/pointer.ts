/** A finger, on a phone or a tablet: Monaco does not support them. */
export const isCoarse = () => matchMedia('(pointer: coarse)').matches;
