import { buildSchema } from 'graphql';

/** What can be asked. The language is GraphQL's own. */
export const schema = buildSchema(`
  type Ship {
    name: String!
    "In knots"
    speed: Float!
    crew: [Sailor!]!
  }

  type Sailor {
    name: String!
    role: String!
  }

  type Query {
    ships: [Ship!]!
    ship(name: String!): Ship
  }

  type Mutation {
    addShip(name: String!, speed: Float!): Ship!
  }
`);

const ships = [
  { name: 'Aurora', speed: 14.5, crew: [{ name: 'Ada', role: 'engineer' }] },
  {
    name: 'Meridian',
    speed: 18,
    crew: [
      { name: 'Bo', role: 'captain' },
      { name: 'Cleo', role: 'cook' },
    ],
  },
];

/** How it is answered: one function for each entry of Query and Mutation. */
export const answers = {
  ships: () => ships,
  ship: ({ name }: { name: string }) => ships.find((ship) => ship.name === name),
  addShip({ name, speed }: { name: string; speed: number }) {
    const ship = { name, speed, crew: [] };
    ships.push(ship);
    return ship;
  },
};
