/** What API Gateway hands to a function: payload format 2.0, as far as this shop needs it. */
export interface HttpEvent {
  /** The route that fits, such as `POST /orders` or `GET /orders/{id}`. */
  routeKey: string;
  /** Names are in small letters. */
  headers: Record<string, string>;
  /** What stands for `{id}`. */
  pathParameters?: Record<string, string>;
  /** Always text; left out where there is none. */
  body?: string;
  /** Whether `body` is base64 of what was sent: so for everything that is not labelled as text. */
  isBase64Encoded: boolean;
}

/** What a function answers. */
export interface HttpResult {
  statusCode: number;
  headers?: Record<string, string>;
  /** Text. Without a content-type it is sent as text/plain. */
  body?: string;
}

export interface Order {
  id: number;
  item: string;
  quantity: number;
}

/** The table of orders. It lives outside of every function, and all instances share it. */
export interface Table {
  /** A number that nobody was given before. */
  nextId(): Promise<number>;
  /** Stores an order under a key. False, and nothing is stored, when the key is taken. */
  insert(key: string, order: Order): Promise<boolean>;
  byKey(key: string): Promise<Order | undefined>;
  byId(id: number): Promise<Order | undefined>;
}

/** Opens a connection to the table. It takes a while, may fail, and the table takes a hundred of them in all. */
export type Connect = () => Promise<Table>;
